#include "reports/json/rejects_jsonl.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

#include "engine/base/text.hpp"

namespace kede::reports {

std::string rejects_jsonl(const model::Dataset& dataset, Language language, const MessageCatalogue& messages) {
  rapidjson::StringBuffer buffer;
  const auto key_and_text = [](auto& writer, const char* key, std::string_view text) {
    const std::string good = replace_invalid_utf8(text);
    writer.Key(key);
    writer.String(good.data(), static_cast<rapidjson::SizeType>(good.size()));
  };
  for (const model::Rejection& rejection : dataset.rejections()) {
    const auto& source = dataset.sources()[index(rejection.source)];
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    writer.StartObject();
    key_and_text(writer, "file", source.path);
    key_and_text(writer, "sha256", source.sha256);
    key_and_text(writer, "path", rejection.place);
    writer.Key("line");
    writer.Uint(std::max(rejection.reason.where.row, rejection.reason.where.line));
    key_and_text(writer, "code", rejection.reason.code);
    key_and_text(writer, "reason", messages.sentence(rejection.reason, language));
    key_and_text(writer, "hint", messages.hint(rejection.reason, language));
    key_and_text(writer, "excerpt", rejection.excerpt);
    writer.EndObject();
    buffer.Put('\n');
  }
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace kede::reports
