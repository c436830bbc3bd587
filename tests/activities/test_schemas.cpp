// SPDX-License-Identifier: AGPL-3.0-or-later
// protocol/activities/<kind>.schema.json says what the code reads: drawn from the same declaration.
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "activities/registry.hpp"

using namespace palabre;

namespace {

// A number of the schema that JavaScript can hold.
void add_bounds(Json& schema, const Bounds& bounds, const char* min, const char* max) {
  schema[min] = bounds.min;
  schema[max] = bounds.max;
}

Json one_value(const FieldSpec& field, FieldSpec::Type type) {
  using Type = FieldSpec::Type;
  Json schema = Json::object();
  switch (type) {
    case Type::boolean: schema["type"] = "boolean"; break;
    case Type::integer:
      schema["type"] = "integer";
      add_bounds(schema, field.bounds, "minimum", "maximum");
      break;
    case Type::text:  // graphemes: an upper bound of code points is not one of the schema's words
      schema["type"] = "string";
      schema["$comment"] = std::to_string(field.bounds.min) + " to " +
                           std::to_string(field.bounds.max) + " characters as people count them";
      break;
    case Type::token:
      schema["type"] = "string";
      add_bounds(schema, field.bounds, "minLength", "maxLength");
      break;
    case Type::id:
      schema["type"] = "string";
      schema["pattern"] = std::string("^") + field.letter + "[1-9][0-9]*$";
      break;
    case Type::choice: schema["enum"] = field.choices; break;
    case Type::json: schema["$comment"] = "any value"; break;
    case Type::list: break;
  }
  return schema;
}

Json schema_of(const FieldSpec& field) {
  using Type = FieldSpec::Type;
  if (field.type != Type::list) return one_value(field, field.type);
  const Type of = field.letter != 0        ? Type::id
                  : !field.choices.empty() ? Type::choice
                                           : Type::token;
  FieldSpec one = field;
  if (of == Type::token) one.bounds = token_bounds;
  Json schema = {{"type", "array"}, {"items", one_value(one, of)}};
  add_bounds(schema, field.bounds, "minItems", "maxItems");
  return schema;
}

Json schema_of(const StructSpec& spec, bool is_command) {
  Json properties = Json::object();
  Json required = Json::array();
  if (is_command) {
    properties["type"] = {{"const", spec.name}};
    required.push_back("type");
  }
  for (const FieldSpec& field : spec.fields) {
    properties[field.name] = schema_of(field);
    if (!field.optional) required.push_back(field.name);
  }
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", std::move(required)},
          {"additionalProperties", false}};
}

Json schema_of(const activities::Kind& kind) {
  Json commands = Json::object();
  Json any = Json::array();
  for (const StructSpec& command : kind.commands) {
    commands[command.name] = schema_of(command, true);
    any.push_back({{"$ref", "#/$defs/commands/" + command.name}});
  }
  return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
          {"$id", "palabre:" + kind.kind},
          {"title", "The `body` of a command to an activity of this kind"},
          {"$comment",
           "Drawn from server/activities/" + kind.kind + ": see tests/activities/test_schemas.cpp"},
          {"oneOf", std::move(any)},
          {"$defs",
           {{"commands", std::move(commands)},
            {"input", schema_of(kind.input, false)},
            {"outcome", {{"enum", kind.outcomes}}}}}};
}

std::string path_of(const activities::Kind& kind) {
  return std::string(PALABRE_TREE) + "/protocol/activities/" + kind.kind + ".schema.json";
}

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("the schema of each kind of activity is what its code reads") {
  const bool writes = std::getenv("PALABRE_WRITE_SCHEMAS") != nullptr;
  for (const activities::Kind& kind : activities::registry()) {
    const std::string wanted = schema_of(kind).dump(1) + "\n";
    if (writes) std::ofstream(path_of(kind), std::ios::binary) << wanted;
    INFO(
        path_of(kind) << "; mend: PALABRE_WRITE_SCHEMAS=1 build/dev/tests/palabre_test_activities");
    CHECK(read(path_of(kind)) == wanted);
  }
}
