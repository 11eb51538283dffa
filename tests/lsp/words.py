"""The grammars of the editors know each word of the language, and no others. Argument: the source folder."""

import json
import re
import sys


def words_of_the_language(source):
    with open(f"{source}/src/syntax/words.hpp", encoding="utf-8") as file:
        text = file.read()
    table = text[text.index("all_words = ") : text.index("});")]
    return {w for w in re.findall(r'"([^"]+)"', table) if w[0].isalpha()}


def alternatives(pattern):
    """The words of each group `(a|b c|d)` of a regular expression, `days?` as both of its forms."""
    out = set()
    for group in re.findall(r"\(((?:[a-z?]+[ |])*[a-z?]+)\)", pattern):
        for word in re.split(r"[ |]", group):
            out.add(word.replace("?", ""))
            if word.endswith("?"):
                out.add(word[:-2])
    return out


def patterns(grammar):
    if isinstance(grammar, dict):
        for key, value in grammar.items():
            if key in ("match", "begin", "end") and isinstance(value, str):
                yield value
            else:
                yield from patterns(value)
    elif isinstance(grammar, list):
        for value in grammar:
            yield from patterns(value)


def words_of_textmate(source):
    with open(f"{source}/src/lsp/editors/vscode/syntaxes/contra.tmLanguage.json", encoding="utf-8") as file:
        grammar = json.load(file)
    out = set()
    for pattern in patterns(grammar):
        out |= alternatives(pattern)
    return out


def words_of_vim(source):
    out = set()
    with open(f"{source}/src/lsp/editors/nvim/syntax/contra.vim", encoding="utf-8") as file:
        for line in file:
            found = re.match(r"syntax keyword contra(?!Todo)\w+ (.*)", line)
            if found:
                out |= set(found.group(1).split())
            if re.match(r"syntax match contraItem", line):
                out |= alternatives(line.replace("\\", "").replace("\\+", ""))
    return out


def main():
    source = sys.argv[1]
    wanted = words_of_the_language(source)
    failed = len(wanted) < 100
    for name, found in (("contra.tmLanguage.json", words_of_textmate(source)), ("contra.vim", words_of_vim(source))):
        for word in sorted(wanted - found):
            print(f"{name} does not know `{word}`")
        for word in sorted(found - wanted):
            print(f"{name} knows `{word}`, which is no word of the language")
        failed = failed or found != wanted
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
