/* Screens one intake record under the rules that are built into the library, and says what the decision is. */
#include <stdio.h>
#include <stdlib.h>

#include "contra/contra.h"

/* The bytes of a file; to be freed. NULL data when it cannot be read. */
static contra_text read_file(const char* path) {
  contra_text out = {NULL, 0};
  char buffer[4096];
  char* data = NULL;
  size_t size = 0, got;
  FILE* file = fopen(path, "rb");
  if (file == NULL) return out;
  while ((got = fread(buffer, 1, sizeof buffer, file)) > 0) {
    char* larger = realloc(data, size + got);
    if (larger == NULL) break;
    data = larger;
    for (size_t i = 0; i < got; ++i) data[size + i] = buffer[i];
    size += got;
  }
  if (ferror(file) || !feof(file)) {
    free(data);
    data = NULL;
  }
  fclose(file);
  out.data = data;
  out.size = data == NULL ? 0 : size;
  return out;
}

static void print_text(const char* label, contra_text text) {
  if (text.size > 0) printf("%s%.*s\n", label, (int)text.size, text.data);
}

static void print_decision(const contra_decision* decision) {
  printf("%s\n", contra_decision_verdict(decision) == CONTRA_GO ? "GO" : "WAIT recommended");
  for (size_t t = 0; t < contra_decision_treatment_count(decision); ++t) {
    print_text("treatment: ", contra_decision_treatment_name(decision, t));
    print_text("  earliest: ", contra_decision_earliest(decision, t));
    for (size_t r = 0; r < contra_decision_reason_count(decision, t); ++r) {
      print_text("  check: ", contra_decision_reason_check(decision, t, r));
      print_text("    until: ", contra_decision_reason_until(decision, t, r));
      print_text("    ", contra_decision_reason_text(decision, t, r));
    }
  }
}

/* Exit code: 0 GO, 1 WAIT, 2 a fault, as the command has it. */
int main(int argc, char** argv) {
  const contra_text own = {NULL, 0}; /* the record's own day */
  contra_rules* rules = NULL;
  contra_intake* intake = NULL;
  contra_decision* decision = NULL;
  contra_error* error = NULL;
  contra_text json;
  int code = 2;

  if (argc != 2) {
    fprintf(stderr, "usage: %s RECORD.json\n", argv[0]);
    return code;
  }
  json = read_file(argv[1]);
  if (json.data == NULL) {
    fprintf(stderr, "%s cannot be read\n", argv[1]);
    return code;
  }
  if (contra_load_built_in(NULL, &rules, &error) == CONTRA_OK &&
      contra_read_intake(rules, json, &intake, &error) == CONTRA_OK &&
      contra_screen(intake, own, own, &decision, &error) == CONTRA_OK) {
    print_decision(decision);
    code = contra_decision_verdict(decision) == CONTRA_GO ? 0 : 1;
  } else {
    const contra_text why = contra_error_text(error);
    fprintf(stderr, "%.*s", (int)why.size, why.data);
  }
  contra_free(decision);
  contra_free(intake);
  contra_free(rules);
  contra_free(error);
  free((char*)json.data);
  return code;
}
