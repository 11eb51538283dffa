// What the server knows: the texts that are open, the files beside them, which of them make one set of rules, and what
// each set says when it is read.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "api/load.hpp"
#include "lsp/index.hpp"
#include "lsp/positions.hpp"

namespace contra::lsp {

/// A text that the client has open. The client owns it: the file on disk does not count until it is closed.
struct Document {
  std::string uri;   ///< as the client writes it
  std::string name;  ///< the path, or the address of a text that is no file
  std::int64_t version = 0;
  std::string text;
  Lines lines;
  std::string set;  ///< the key of its rule set
};

/// One reading of a set of rules. Nothing in it changes any more.
struct Reading {
  api::LoadedRules rules;
  Index index;
  std::vector<Lines> lines;                                ///< of each file, by FileId
  std::vector<bool> built_in;                              ///< by FileId
  std::map<std::string, text::FileId, std::less<>> files;  ///< by name; of two of one name the first

  std::string_view text(text::FileId file) const { return rules.sources.file(file).text; }
  const std::string& name(text::FileId file) const { return rules.sources.file(file).name; }
  const syntax::File* tree(text::FileId file) const;
};

struct TestFault {
  std::string message;
  std::size_t begin = 0, end = 0;  ///< in the text of the file
};

/// The rule files of one folder, or one file alone.
struct RuleSet {
  std::string key;
  std::vector<std::string> paths;         ///< files on disk
  std::shared_ptr<const Reading> latest;  ///< of the texts as they are
  std::shared_ptr<const Reading> sound;   ///< the last one without an error; what rules mean is taken from it
  bool stale = true;                      ///< a text has changed since `latest`
  bool untold = true;                     ///< its faults have not been told since
  std::set<std::string> told;             ///< addresses that have faults at the client
  std::map<std::string, std::vector<TestFault>> test_faults;  ///< by name of file, of tests that were run
};

class Workspace {
 public:
  void add_folder(const std::string& path);
  void remove_folder(const std::string& path);

  void open(const std::string& uri, std::int64_t version, std::string text);
  void close(const std::string& uri);
  /// Null when it is not open.
  Document* document(const std::string& uri);
  void changed(Document& document);
  /// Something on disk has: files come, go or are written.
  void disk_changed();
  /// An open text was written to its file: only one that was not there before changes anything.
  void saved(const Document& document);

  /// The set of an open document, read anew when a text has changed.
  RuleSet& set_of(const Document& document);
  RuleSet& refreshed(RuleSet& set);
  std::map<std::string, RuleSet>& sets() { return sets_; }
  const std::map<std::string, RuleSet>& sets() const { return sets_; }
  const std::map<std::string, Document>& documents() const { return documents_; }
  /// The document that is open under this name; null when there is none.
  const Document* open_as(const std::string& name) const;
  /// Whether a client wants to hear of a file that it has not opened: one of its folders, or of the rules of an open
  /// file when it has given no folder.
  bool is_of_a_folder(const std::string& path) const;

  /// Reads the texts of a set with some of them replaced, as if they had been changed to that.
  std::shared_ptr<const Reading> read(const RuleSet& set, const std::map<std::string, std::string>& instead) const;

 private:
  std::string set_for(const Document& document);
  std::string folder_of(const std::string& path) const;
  void find_sets();

  std::vector<std::string> folders_;
  std::map<std::string, Document> documents_;  // by address
  using Listing = std::optional<std::vector<std::string>>;
  mutable std::map<std::string, Listing>
      listings_;  // rule files by folder, as long as nothing is known to have changed
  const Listing& below(const std::string& folder) const;
  std::map<std::string, RuleSet> sets_;
  struct OnDisk {
    std::int64_t stamp = 0;
    std::uintmax_t size = 0;
    std::string text;
    bool readable = false;
  };
  mutable std::map<std::string, OnDisk> disk_;
  const OnDisk& on_disk(const std::string& path) const;
};

}  // namespace contra::lsp
