// The description of the API, OpenAPI 3.1: made by join_openapi.cmake.
#pragma once

#include <string_view>

namespace contra::serve {

std::string_view openapi_document();
std::string_view form_schema();    ///< of contra.form/1
std::string_view next_schema();    ///< of contra.next/1
std::string_view export_schema();  ///< of contra.client/1

}  // namespace contra::serve
