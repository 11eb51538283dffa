// See document.hpp.
#include "serve/document.hpp"

#include <utility>

namespace contra::serve {

Document::Document(std::string text) {
  const text::FileId file = sources_.add({}, std::move(text));
  root_ = eval::json::read_document(sources_, file, faults_);
  text::tidy(faults_);
}

std::string Document::text(std::string_view member) const {
  const Node* value = root() == nullptr ? nullptr : root()->find(member);
  return value != nullptr && value->is(Node::Kind::string) ? value->text : std::string{};
}

}  // namespace contra::serve
