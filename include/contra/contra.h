/* The C door of contra: rules in, intake records in, decisions out. C11 and C++.
 *
 * Ownership   Whatever a function gives through an `out` parameter of a pointer to a handle is yours: hand it to
 *             contra_free() once. Handles keep what they need alive, so they may be freed in any order. A contra_text
 *             that a function returns belongs to the handle that it was asked of and lives as long as that handle,
 *             unless said otherwise. What you pass in is copied.
 * Errors      Functions that can fail return a contra_status. On anything but CONTRA_OK, `*out` is NULL and, when
 * `error` is not NULL, `*error` is an error to look into and to free. `error` may be NULL. On CONTRA_OK `*error` is
 *             NULL. Accessors cannot fail: given NULL, another kind of handle or an index that there is not, they
 *             answer with WAIT, 0 or an empty text. Nothing is thrown across this door.
 * Threads     Any function may be called from any thread. Rules, intakes, decisions, calendars and errors never change
 *             and may be used by many threads at once; a batch belongs to one thread at a time. Free a handle when no
 *             other thread uses it.
 * Texts       UTF-8 with their length; data need not end in NUL, but texts that are returned do. An empty text may have
 *             NULL as data. Days are texts, `2026-03-16`, from 1900-01-01 to 2200-12-31.
 *
 * No globals, no clock, no output. */
#ifndef CONTRA_CONTRA_H
#define CONTRA_CONTRA_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) || defined(__clang__)
#define CONTRA_C_EXPORT __attribute__((visibility("default")))
#else
#define CONTRA_C_EXPORT
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** Text with its length, in bytes. */
typedef struct contra_text {
  const char* data;
  size_t size;
} contra_text;

/** Text under a name: rule text in memory. */
typedef struct contra_named_text {
  contra_text name;
  contra_text text;
} contra_named_text;

typedef enum contra_status {
  CONTRA_OK = 0,
  CONTRA_FAULT = 1,     /**< the rules or the record are at fault: the error tells where */
  CONTRA_MISUSE = 2,    /**< NULL or another kind of handle, or a text that is no day */
  CONTRA_NO_MEMORY = 3, /**< nothing was done */
  CONTRA_INTERNAL = 4   /**< a fault of the library; nothing was decided: treat it as WAIT */
} contra_status;

/** WAIT is zero: what nobody set is not a GO. */
typedef enum contra_verdict { CONTRA_WAIT = 0, CONTRA_GO = 1 } contra_verdict;

/** What a day of a calendar is. */
typedef enum contra_door {
  CONTRA_DOOR_WAIT = 0,
  CONTRA_DOOR_RENEWED = 1, /**< GO once forms and clearances that have run out are renewed */
  CONTRA_DOOR_GO = 2
} contra_door;

typedef struct contra_rules contra_rules;       /**< checked rules */
typedef struct contra_intake contra_intake;     /**< a record, as the rules understand it */
typedef struct contra_decision contra_decision; /**< GO or WAIT for one day, with everything behind it */
typedef struct contra_calendar contra_calendar; /**< doors over a range of days */
typedef struct contra_batch contra_batch;       /**< a screener of lines */
typedef struct contra_output contra_output;     /**< a text that was made */
typedef struct contra_error contra_error;       /**< why there is no result */

/** "0.1.0". Lives for ever. */
CONTRA_C_EXPORT contra_text contra_version(void);

/** Frees a handle of any kind, and nothing else. NULL is left alone. */
CONTRA_C_EXPORT void contra_free(void* handle);

/* --- rules --------------------------------------------------------------------------------------------------- */

/** How rules are loaded. Set everything to 0 first, and struct_size to sizeof(contra_load_options). */
typedef struct contra_load_options {
  size_t struct_size;
  const contra_text*
      policies; /**< names of policies among the rules that are joined; one that is not there is a fault */
  size_t policy_count;
  const contra_text* policy_files; /**< files and folders, every policy in which is joined */
  size_t policy_file_count;
  int only_given; /**< 0: what is missing under the given rules (a vocabulary, the pack of a policy) is taken from those
                       built in */
  contra_text today; /**< for the warning that a review is overdue; empty: not judged */
} contra_load_options;

/** The rules that are built into the library. `options` may be NULL. */
CONTRA_C_EXPORT contra_status contra_load_built_in(const contra_load_options* options, contra_rules** out,
                                                   contra_error** error);

/** Rules from files and from folders with every *.contra below them. No path is a fault. */
CONTRA_C_EXPORT contra_status contra_load_files(const contra_text* paths, size_t count,
                                                const contra_load_options* options, contra_rules** out,
                                                contra_error** error);

/** Rules from memory. Each text has a name of its own, where its faults are said to be. */
CONTRA_C_EXPORT contra_status contra_load_texts(const contra_named_text* texts, size_t count,
                                                const contra_load_options* options, contra_rules** out,
                                                contra_error** error);

CONTRA_C_EXPORT size_t contra_rules_pack_count(const contra_rules* rules);
/** "microneedling"; packs are sorted by name. */
CONTRA_C_EXPORT contra_text contra_rules_pack_name(const contra_rules* rules, size_t pack);
CONTRA_C_EXPORT contra_text contra_rules_pack_version(const contra_rules* rules, size_t pack);
/** SHA-256 over every file that the pack was made from. */
CONTRA_C_EXPORT contra_text contra_rules_pack_hash(const contra_rules* rules, size_t pack);
/** Warnings and notes about the rules: a JSON array of objects as in contra_error_json(). */
CONTRA_C_EXPORT contra_text contra_rules_warnings(const contra_rules* rules);
/** JSON Schema 2020-12 of an intake record under these rules. */
CONTRA_C_EXPORT contra_status contra_rules_intake_schema(const contra_rules* rules, contra_output** out,
                                                         contra_error** error);

/* --- one record ---------------------------------------------------------------------------------------------- */

/** Reads one record (`contra.intake/1`), whatever bytes it holds. One that is not of the format is refused as a whole
 *  (CONTRA_FAULT, with every fault); an answer that cannot be is asked again by the decision, which waits. */
CONTRA_C_EXPORT contra_status contra_read_intake(const contra_rules* rules, contra_text json, contra_intake** out,
                                                 contra_error** error);

CONTRA_C_EXPORT contra_text contra_intake_id(const contra_intake* intake);
/** The day that the record asks about. */
CONTRA_C_EXPORT contra_text contra_intake_visit(const contra_intake* intake);

/** Decides for one day. `on` empty: the record's visit. `as_of` empty: the record's, else the earlier of both. */
CONTRA_C_EXPORT contra_status contra_screen(const contra_intake* intake, contra_text on, contra_text as_of,
                                            contra_decision** out, contra_error** error);

/** GO only when every treatment of the plan is. */
CONTRA_C_EXPORT contra_verdict contra_decision_verdict(const contra_decision* decision);
/** The asked day. */
CONTRA_C_EXPORT contra_text contra_decision_visit(const contra_decision* decision);
/** Everything, as JSON: the bytes of `contra screen --json` without the line end. */
CONTRA_C_EXPORT contra_status contra_decision_json(const contra_decision* decision, contra_output** out,
                                                   contra_error** error);
/** The practitioner's page, `width` columns wide (at least 20). */
CONTRA_C_EXPORT contra_status contra_decision_page(const contra_decision* decision, unsigned width, contra_output** out,
                                                   contra_error** error);
/** The client's page: the packs' own words and dates only. */
CONTRA_C_EXPORT contra_status contra_decision_client_page(const contra_decision* decision, unsigned width,
                                                          contra_output** out, contra_error** error);

/* Treatments are counted from 0 in the order of the plan, reasons from 0 within their treatment, sorted by check. */
CONTRA_C_EXPORT size_t contra_decision_treatment_count(const contra_decision* decision);
CONTRA_C_EXPORT contra_text contra_decision_treatment_name(const contra_decision* decision, size_t treatment);
CONTRA_C_EXPORT contra_verdict contra_decision_treatment_verdict(const contra_decision* decision, size_t treatment);
/** "WAIT recommended until Thursday 19 March 2026" */
CONTRA_C_EXPORT contra_text contra_decision_headline(const contra_decision* decision, size_t treatment);
/** The earliest day on or after the asked one that is GO; empty when none can be named yet. */
CONTRA_C_EXPORT contra_text contra_decision_earliest(const contra_decision* decision, size_t treatment);
/** 1 when that day is GO only once forms and clearances are renewed. */
CONTRA_C_EXPORT int contra_decision_earliest_is_renewed(const contra_decision* decision, size_t treatment);
CONTRA_C_EXPORT size_t contra_decision_reason_count(const contra_decision* decision, size_t treatment);
/** The check that waits. */
CONTRA_C_EXPORT contra_text contra_decision_reason_check(const contra_decision* decision, size_t treatment,
                                                         size_t reason);
/** The reason in sentences, for the practitioner. */
CONTRA_C_EXPORT contra_text contra_decision_reason_text(const contra_decision* decision, size_t treatment,
                                                        size_t reason);
/** The pack's words for the client; may be empty. */
CONTRA_C_EXPORT contra_text contra_decision_reason_client_text(const contra_decision* decision, size_t treatment,
                                                               size_t reason);
/** The first day that this check surely leaves open; empty when there is none. */
CONTRA_C_EXPORT contra_text contra_decision_reason_until(const contra_decision* decision, size_t treatment,
                                                         size_t reason);

/* --- a range of days ----------------------------------------------------------------------------------------- */

/** Consecutive days, both ends included, that are alike. */
typedef struct contra_span {
  contra_text first;
  contra_text last;
  contra_door door;
} contra_span;

/** The days `first` to `last`, exactly as single decisions with this `as_of` would say. */
CONTRA_C_EXPORT contra_status contra_screen_days(const contra_intake* intake, contra_text first, contra_text last,
                                                 contra_text as_of, contra_calendar** out, contra_error** error);
/** Spans of the whole plan: together they are every day of the range, in order. */
CONTRA_C_EXPORT size_t contra_calendar_span_count(const contra_calendar* calendar);
/** Empty days and WAIT when there is no such span. */
CONTRA_C_EXPORT contra_span contra_calendar_span(const contra_calendar* calendar, size_t span);
/** The first GO day of the range; empty when there is none. */
CONTRA_C_EXPORT contra_text contra_calendar_earliest(const contra_calendar* calendar);

/* --- many records -------------------------------------------------------------------------------------------- */

/** Makes rules ready for lines. `full` 0: lines of `contra.verdict/1`; else of `contra.decision/1`. `on` and `as_of`
 * are for every record; empty: the record's own. One batch for each thread. */
CONTRA_C_EXPORT contra_status contra_batch_new(const contra_rules* rules, int full, contra_text on, contra_text as_of,
                                               contra_batch** out, contra_error** error);
/** Another batch over the same rules made ready, for another thread: cheap. */
CONTRA_C_EXPORT contra_status contra_batch_copy(const contra_batch* batch, contra_batch** out, contra_error** error);
/** Screens `lines`, one record each, to as many result lines in the same order, each ended by '\n'. A line that cannot
 * be read gives a `contra.refusal/1` line in its place. `first_line` is the number of the first line in its file,
 * from 1.
 *  `*out` lives until the next call on this batch; it is no handle. */
CONTRA_C_EXPORT contra_status contra_batch_screen(contra_batch* batch, contra_text lines, uint64_t first_line,
                                                  contra_text* out, contra_error** error);

/* --- what comes out ------------------------------------------------------------------------------------------ */

CONTRA_C_EXPORT contra_text contra_output_text(const contra_output* output);

/** CONTRA_OK for NULL. */
CONTRA_C_EXPORT contra_status contra_error_status(const contra_error* error);
/** All of it in one line for each fault, `file:line:column: error[C0142]: message`: what to log. Messages about a
 * record name places and words of the schema, never what a client answered. */
CONTRA_C_EXPORT contra_text contra_error_text(const contra_error* error);
/** A JSON array of objects as in the lines of `contra check --json`: id, severity, file, line, column, end_line,
 *  end_column, pointer, message, help, labels, fix. Empty array when there is no diagnostic. */
CONTRA_C_EXPORT contra_text contra_error_json(const contra_error* error);
CONTRA_C_EXPORT size_t contra_error_count(const contra_error* error);
/** "C0201" */
CONTRA_C_EXPORT contra_text contra_error_id(const contra_error* error, size_t diagnostic);
CONTRA_C_EXPORT contra_text contra_error_message(const contra_error* error, size_t diagnostic);
/** The remedy; may be empty. */
CONTRA_C_EXPORT contra_text contra_error_help(const contra_error* error, size_t diagnostic);
/** JSON pointer into a record; else empty. */
CONTRA_C_EXPORT contra_text contra_error_pointer(const contra_error* error, size_t diagnostic);
/** From 1; 0 when there is no place. */
CONTRA_C_EXPORT unsigned contra_error_line(const contra_error* error, size_t diagnostic);
CONTRA_C_EXPORT unsigned contra_error_column(const contra_error* error, size_t diagnostic);

#ifdef __cplusplus
}
#endif

#endif

/* Example:
#include <stdio.h>
#include <string.h>

#include "contra/contra.h"

static contra_text text(const char* words) {
  contra_text out;
  out.data = words;
  out.size = strlen(words);
  return out;
}

int main(void) {
  const contra_text none = {NULL, 0};
  contra_rules* rules = NULL;
  contra_intake* intake = NULL;
  contra_decision* decision = NULL;
  contra_error* error = NULL;
  int answer = 1;

  if (contra_load_built_in(NULL, &rules, &error) == CONTRA_OK &&
      contra_read_intake(rules,
                         text("{\"record\": \"contra.intake/1\", \"visit\": \"2026-03-16\","
                              " \"plan\": [{\"treatment\": \"microneedling\"}]}"),
                         &intake, &error) == CONTRA_OK &&
      contra_screen(intake, none, none, &decision, &error) == CONTRA_OK) {
    const contra_text headline = contra_decision_headline(decision, 0);
    printf("%.*s\n", (int)headline.size, headline.data);
    answer = contra_decision_verdict(decision) == CONTRA_WAIT && contra_decision_reason_count(decision, 0) > 0 ? 0 : 1;
  } else {
    const contra_text why = contra_error_text(error);
    fprintf(stderr, "%.*s", (int)why.size, why.data);
  }
  contra_free(decision);
  contra_free(intake);
  contra_free(rules);
  contra_free(error);
  return answer;
}
*/
