/* A caller in C: screens the record whose file is named, and says GO or WAIT. */
#include <stdio.h>

#include "contra/contra.h"

int main(int argc, char** argv) {
  static char bytes[1 << 20];
  const contra_text none = {NULL, 0};
  contra_text record = {bytes, 0};
  contra_rules* rules = NULL;
  contra_intake* intake = NULL;
  contra_decision* decision = NULL;
  int code = 2;
  FILE* file = argc == 2 ? fopen(argv[1], "rb") : NULL;
  if (file == NULL) return 2;
  record.size = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  if (contra_load_built_in(NULL, &rules, NULL) == CONTRA_OK &&
      contra_read_intake(rules, record, &intake, NULL) == CONTRA_OK &&
      contra_screen(intake, none, none, &decision, NULL) == CONTRA_OK) {
    puts(contra_decision_verdict(decision) == CONTRA_GO ? "GO" : "WAIT");
    code = 0;
  }
  contra_free(decision);
  contra_free(intake);
  contra_free(rules);
  return code;
}
