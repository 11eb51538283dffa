// Whether a request is meant for this workbench and comes from its own pages: Host, Origin, Sec-Fetch-Site. A name that
// an attacker's server points at this machine (DNS rebinding) and a page of another site are both told apart here.
#pragma once

#include <string>

#include "serve/serve.hpp"

namespace contra::serve {

/// Throws Problem: 421 when the Host header says another name or port; 403 when the request was made by a page of
/// another origin and writes, or asks for something under /v1.
void check_site(const http::Request& request, const Options& options);

/// Whether the request may change something: any method but GET, HEAD and OPTIONS.
bool writes(http::Method method);

/// Whether the Host header of a request that passed check_site() says a name of loopback.
bool at_loopback(const http::Request& request);

}  // namespace contra::serve
