// The table of routes: each group has its file. A test holds it against the OpenAPI document.
#pragma once

#include <string_view>
#include <vector>

#include "serve/desk.hpp"

namespace contra::serve {

struct Route {
  http::Method method;
  std::string_view pattern;  ///< "/v1/clients/{id}/forms"
  Scope scope;
  http::Response (*answer)(Desk& desk, const Call& call);  ///< what it throws: see problem.hpp
};

const std::vector<Route>& system_routes();       // system.cpp: health, metrics, OpenAPI, the pages
const std::vector<Route>& rule_routes();         // rules.cpp: packs, form, screen, questions, calendar, why, live
const std::vector<Route>& client_routes();       // clients.cpp: clients, their history, export
const std::vector<Route>& appointment_routes();  // appointments.cpp: appointments, days, drafts
const std::vector<Route>& import_routes();       // import.cpp
const std::vector<Route>& record_routes();       // records.cpp: forms, clearances
const std::vector<Route>& decision_routes();     // decisions.cpp: decisions, replay, overrides, sessions
const std::vector<Route>& sheet_routes();        // sheets.cpp
const std::vector<Route>& access_routes();       // access_routes.cpp: sign in and out, users, tokens, audit

}  // namespace contra::serve
