// The commands, one file each. Each prints its answer and gives the exit code.
#pragma once

#include "cli/options.hpp"

namespace contra::cli {

int screen(const Options& options);
int stream(const Options& options);  // contra screen --stream
int check(const Options& options);
int test(const Options& options);
int eval(const Options& options);
int questions(const Options& options);
int explain(const Options& options);
int about(const Options& options);
int schema(const Options& options);
int format(const Options& options);
int prove(const Options& options);
int diff(const Options& options);
int why(const Options& options);
int calendar(const Options& options);
int book(const Options& options);
int lsp(const Options& options);
int create(const Options& options);  // contra new
int serve(const Options& options);
int records(const Options& options);
int users(const Options& options);

}  // namespace contra::cli
