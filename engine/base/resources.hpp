// The data files built into the program: rules, lists, words, templates, samples.
// Made by engine/base/resources.cmake; used wherever such a file is read (an analyst's own folder comes before it).
// Views stay valid for the whole run; safe from any thread.
// Law: names are the paths inside the repository, and are listed in byte order.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace kede {

// The bytes of the file with this repository path ("rules/vocabulary.json"), or nothing when there is none.
std::optional<std::string_view> resource(std::string_view name);

// Every embedded path that begins with `prefix`.
std::vector<std::string_view> resource_names(std::string_view prefix);

// "0.1.0": the version of this build, written into every output.
std::string_view engine_version();

}  // namespace kede
