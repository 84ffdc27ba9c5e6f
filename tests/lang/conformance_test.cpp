#include <catch2/catch.hpp>

#include "engine/lang/eval_batch.hpp"
#include "tests/lang/small_world.hpp"

using namespace kede::lang;

namespace {

// The value as text, or the code of what went wrong.
std::string cel(const std::string& expression) {
  const auto value = evaluate_conformance(expression);
  return value ? to_text(*value) : value.diagnostics().front().code;
}

}  // namespace

TEST_CASE("numbers without a sign have their own range and no implicit partner") {
  CHECK(cel("18446744073709551615u - 1u") == "18446744073709551614");
  CHECK(cel("0xFFu / 2U % 100u") == "27");
  CHECK(cel("18446744073709551615u + 1u") == "KD2202");
  CHECK(cel("0u - 1u") == "KD2202");
  CHECK(cel("4294967296u * 4294967296u") == "KD2202");
  CHECK(cel("1u / 0u") == "KD2201");
  CHECK(cel("1u % 0u") == "KD2201");
  CHECK(cel("1u + 1") == "KD2205");
  CHECK(cel("-(1u)") == "KD2205");
  CHECK(cel("18446744073709551616u") == "KD2006");
  CHECK(cel("1.5u") == "KD2006");
  CHECK(cel("5ux") == "KD2006");
}

TEST_CASE("numbers of all types are compared by what they are worth") {
  CHECK(cel("1 == 1u && 1u == 1.0 && 1.0 == 1") == "true");
  CHECK(cel("-1 < 0u && 0u > -1 && -1 != 18446744073709551615u") == "true");
  CHECK(cel("9223372036854775807 < 9223372036854775808u") == "true");
  CHECK(cel("18446744073709551614u < 18446744073709551615u") == "true");
  CHECK(cel("2u < 2.5 && 2.5 < 3u") == "true");
  CHECK(cel("1u == double('NaN')") == "false");
  CHECK(cel("{1u: 'a'}[1] + {2: 'b'}[2u] + {3: 'c'}[3.0]") == "abc");
  CHECK(cel("{1: 'a', 1u: 'b'}") == "KD2211");
  CHECK(cel("{1.0: 'a'}") == "KD2205");
  CHECK(cel("{b'a': 'a'}") == "KD2205");
  CHECK(cel("[7, 8][1u] + [7, 8][0.0]") == "15");
  CHECK(cel("[7, 8][2u]") == "KD2203");
  CHECK(cel("[7, 8][0.5]") == "KD2203");
  CHECK(cel("[7, 8][double('NaN')]") == "KD2203");
  CHECK(cel("2u in [1, 2] && 3.0 in {3: 1}") == "true");
}

TEST_CASE("bytes are bytes: escapes, order, joining, and text only if it is UTF-8") {
  CHECK(cel("b'\\x00\\377a' == b'\\000\\xFFa'") == "true");
  CHECK(cel("b'ē' == bytes('ē') && size(b'ē') == 2 && b'ē'.size() == 2 && size('ē') == 1") == "true");
  CHECK(cel("b'\\xff' > b'a' && b'' < b'\\x00'") == "true");
  CHECK(cel("b'a' + b\"b\" + b'''c''' + br'\\x' + rb'\\'") == "b\"abc\\x5cx\\x5c\"");
  CHECK(cel("string(b'\\xc4\\x93')") == "ē");
  CHECK(cel("string(b'\\xff')") == "KD2214");
  CHECK(cel("b'\\u0041'") == "KD2005");
  CHECK(cel("b'\\400'") == "KD2005");
  CHECK(cel("b'a") == "KD2004");
  CHECK(cel("b'a' + 'a'") == "KD2205");
  CHECK(cel("b'a' == 'a'") == "false");
  CHECK(cel("base64.encode(b'hello')") == "aGVsbG8=");
  CHECK(cel("[b'', b'a', b'ab', b'abc', b'\\xff\\x00'].all(b, base64.decode(base64.encode(b)) == b)") == "true");
  CHECK(cel("base64.decode('aGVsbG8')") == "b\"hello\"");
  CHECK(cel("base64.decode('aGV*')") == "KD2214");
}

TEST_CASE("conversions keep to the range of the type they lead to") {
  CHECK(cel("uint(3.99) == 3u && uint('300') == 300u && uint(7) == 7u") == "true");
  CHECK(cel("uint(-1)") == "KD2202");
  CHECK(cel("uint(-1.0)") == "KD2202");
  CHECK(cel("uint(18446744073709551616.0)") == "KD2202");
  CHECK(cel("uint('-1')") == "KD2214");
  CHECK(cel("int(9223372036854775808u)") == "KD2202");
  CHECK(cel("string(5u) + string(true)") == "5true");
  CHECK(cel("double(18446744073709551615u) == 18446744073709551616.0") == "true");
  CHECK(cel("bytes(5)") == "KD2205");
}

TEST_CASE("types are values with a name") {
  CHECK(cel("[null, true, 1, 1u, 1.0, '', b'', [], {}, int].map(x, type(x)) == [null_type, bool, int, uint, double, string, bytes, list, "
            "map, type]") == "true");
  CHECK(cel("type(timestamp(0)) == google.protobuf.Timestamp && type(duration('1s')) == google.protobuf.Duration") == "true");
  CHECK(cel("type(1) == type(1u) || type(1) == 'int'") == "false");
  CHECK(cel("int < uint") == "KD2205");
  CHECK(cel("nosuch.type") == "KD2206");
}

TEST_CASE("messages that wrap a plain value are that value, all others are refused") {
  CHECK(cel("google.protobuf.Int32Value{value: -5} + google.protobuf.Int64Value{}") == "-5");
  CHECK(cel("google.protobuf.Int32Value{value: 2147483648}") == "KD2202");
  CHECK(cel("google.protobuf.UInt32Value{value: 4294967296u}") == "KD2202");
  CHECK(cel("google.protobuf.UInt64Value{value: 5}") == "KD2205");
  CHECK(cel("google.protobuf.FloatValue{value: 1.333} == 1.333") == "false");
  CHECK(cel("google.protobuf.StringValue{value: 'a',} + google.protobuf.StringValue{}") == "a");
  CHECK(cel("google.protobuf.Value{} == null && google.protobuf.Value{list_value: [1.0]} == [1.0]") == "true");
  CHECK(cel("google.protobuf.Value{bool_value: true, string_value: 'a'}") == "KD2205");
  CHECK(cel("google.protobuf.Timestamp{seconds: 5, nanos: 7} - timestamp(5) == google.protobuf.Duration{nanos: 7}") == "true");
  CHECK(cel("google.protobuf.Timestamp{seconds: 9223372036854775807, nanos: 2147483647}") == "KD2202");
  CHECK(cel("google.protobuf.Duration{seconds: 1.0}") == "KD2205");
  CHECK(cel("google.protobuf.BoolValue{valeu: true}") == "KD2204");
  CHECK(cel("google.protobuf.Any{}") == "KD2015");
  CHECK(cel("TestAllTypes{}") == "KD2015");
  CHECK(cel("google.protobuf.BoolValue{value true}") == "KD2008");
  CHECK(cel("google.protobuf.BoolValue{1: true}") == "KD2018");
}

TEST_CASE("a message cannot be asked for with something else than fields") {
  CHECK(cel("google.protobuf.`Int32Value{}`(5)") == "KD2205");
  CHECK(cel("google.protobuf.`Int32Value{}`({1: 2})") == "KD2205");
  CHECK(cel("google.protobuf.`Value{}`({true: 2})") == "KD2205");
}

TEST_CASE("format fills a text, says what does not fit, and never grows without limit") {
  CHECK(cel("'%s %d %.2f %e %b %o %x %X %%'.format(['a', 1u, 2.5, 1, true, 8, b'\\xab', 255])") == "a 1 2.50 1.000000e+00 1 10 ab FF %");
  CHECK(cel("'%s'.format([[1, 'a', null, {'b': 1u, 'a': [true]}, int, duration('90s'), timestamp(0)]])") ==
        "[1, a, null, {a: [true], b: 1}, int, 90s, 1970-01-01T00:00:00Z]");
  CHECK(cel("'%d %f'.format([double('Infinity'), double('NaN')])") == "Infinity NaN");
  CHECK(cel("'%x %b %o'.format([-255, -5, -8])") == "-ff -101 -10");
  CHECK(cel("'%d'.format(['a'])") == "KD2205");
  CHECK(cel("'%d'.format([1.5])") == "KD2205");
  CHECK(cel("'%s %s'.format(['a'])") == "KD2203");
  for (const char* form : {"%q", "%", "%.", "%.f", "%.501f", "%.1000f", "%.9", "%5d"})
    CHECK(cel("'" + std::string(form) + "'.format([1.0])") == "KD2214");
  CHECK(cel("'%.500f'.format([0.1]).size()") == "502");
  std::string doubled = "['aaaaaaaaaaaaaaaa']";
  for (int i = 0; i < 40; ++i) doubled += ".map(a, [a, a])";
  CHECK(cel("'%s'.format(" + doubled + ")") == "KD2209");
}

TEST_CASE("the functions of math keep the type of their argument, or have none for it") {
  CHECK(cel("[math.greatest(1, 3u, 2.5), math.least([4, 2.5, 3u]), math.greatest(7)]") == "[3, 2.5, 7]");
  CHECK(cel("math.greatest([])") == "KD2205");
  CHECK(cel("math.greatest(1, 'a')") == "KD2205");
  CHECK(cel("math.least()") == "KD2105");
  CHECK(cel("[math.ceil(1.2), math.floor(-1.2), math.round(-2.5), math.trunc(-1.9), math.sqrt(9)]") == "[2, -2, -3, -1, 3]");
  CHECK(cel("math.ceil(1)") == "KD2205");
  CHECK(cel("[math.abs(-5), math.sign(-5), math.abs(-2.5), math.sign(0.0)]") == "[5, -1, 2.5, 0]");
  CHECK(cel("math.abs(-9223372036854775808)") == "KD2202");
  CHECK(cel("math.isNaN(0.0 / 0.0) && math.isInf(1.0 / 0.0) && math.isFinite(1.0)") == "true");
  CHECK(cel("[math.bitAnd(6, 3), math.bitOr(6, 3), math.bitXor(6, 3), math.bitNot(0)]") == "[2, 7, 5, -1]");
  CHECK(cel("math.bitAnd(1, 1u)") == "KD2205");
  CHECK(cel("[math.bitShiftLeft(1, 63), math.bitShiftLeft(1, 64), math.bitShiftRight(-1, 63)]") == "[-9223372036854775808, 0, 1]");
  CHECK(cel("math.bitShiftLeft(1, -1)") == "KD2203");
}

TEST_CASE("cel.bind names a value once, and fails with it") {
  CHECK(cel("cel.bind(x, 2, cel.bind(y, x + 1, x * y))") == "6");
  CHECK(cel("cel.bind(x, 1 / 0, 5)") == "KD2201");
  CHECK(cel("cel.bind(x, 1)") == "KD2106");
  CHECK(cel("cel.bind(1, 1, 1)") == "KD2012");
}

TEST_CASE("nothing of it can be reached in a rule") {
  using kede::lang::test::fault;
  for (const char* expression : {"5u",
                                 "0x5u",
                                 "b'a'",
                                 "br'a'",
                                 "google.protobuf.BoolValue{}",
                                 "type(1)",
                                 "uint(1)",
                                 "bytes('a')",
                                 "int",
                                 "string(1)",
                                 "null",
                                 "{}",
                                 "{'a': 1}",
                                 "has(org.name)",
                                 "'%s'.format(['a'])",
                                 "math.abs(1)",
                                 "base64.encode('a')",
                                 "cel.bind(x, 1, x)",
                                 ".org",
                                 "org.`name`",
                                 "timestamp('2026-01-31T00:00:00Z')",
                                 "org.name.matches('a')",
                                 "!!true",
                                 "1 < 2 < 3",
                                 "dyn(1)",
                                 "'a' + 'b'"}) {
    INFO(expression);
    CHECK(fault(expression) != "none");
  }
}
