#include "engine/lang/parser.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include "engine/base/text.hpp"
#include "engine/lang/checker.hpp"
#include "engine/lang/detail/macros.hpp"
#include "engine/lang/lexer.hpp"

namespace kede::lang {
namespace {

using Parsed = std::optional<ExprId>;  // nothing: a diagnostic was kept

constexpr std::array<std::string_view, 21> kReserved{"true",     "false",   "null",      "in",       "as",  "break",  "const",
                                                     "continue", "else",    "for",       "function", "if",  "import", "let",
                                                     "loop",     "package", "namespace", "return",   "var", "void",   "while"};

class Parser {
 public:
  Parser(std::string_view text, Mode mode, std::vector<Token> tokens) : tokens_(std::move(tokens)) {
    ast_.text = std::string(text);
    ast_.mode = mode;
  }

  Result<Ast> run() {
    if (here().kind == TokenKind::end) return placed(error("KD2014"), ast_.text, here().span);
    const Parsed root = expression();
    if (root && here().kind != TokenKind::end) unexpected("KD2019");
    if (failure_) return std::move(*failure_);
    ast_.root = *root;
    return std::move(ast_);
  }

 private:
  // Counts the nesting of the descent itself, so that brackets alone cannot exhaust the stack.
  struct Nested {
    explicit Nested(Parser& parser) : depth(parser.depth_) { ++depth; }
    ~Nested() { --depth; }
    Nested(const Nested&) = delete;
    Nested& operator=(const Nested&) = delete;
    std::uint16_t& depth;
  };

  bool author() const { return ast_.mode == Mode::author; }
  const Token& here() const { return tokens_[at_]; }
  const Token& ahead() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
  bool is(std::string_view symbol) const { return here().kind == TokenKind::symbol && here().text == symbol; }
  bool take(std::string_view symbol) {
    if (!is(symbol)) return false;
    ++at_;
    return true;
  }
  std::string text_of(Span span) const { return ast_.text.substr(span.begin, span.end - span.begin); }
  std::uint32_t last_end() const { return at_ == 0 ? 0 : tokens_[at_ - 1].span.end; }

  Parsed fail(Diagnostic diagnostic, Span span) {
    if (!failure_) failure_ = placed(std::move(diagnostic), ast_.text, span);
    return std::nullopt;
  }
  struct ForeignOperator {
    std::string meant;
    Span span;
  };
  // An operator as other languages write it.
  std::optional<ForeignOperator> foreign_operator() const {
    const Token& before = tokens_[at_ == 0 ? 0 : at_ - 1];
    const auto is_word = [](const Token& token, std::string_view word) {
      return token.kind == TokenKind::name && ascii_lower(token.text) == word;
    };
    if (is_word(here(), "and")) return ForeignOperator{"&&", here().span};
    if (is_word(here(), "or")) return ForeignOperator{"||", here().span};
    if (is_word(before, "not")) return ForeignOperator{"!", before.span};
    if (is(">") && before.kind == TokenKind::symbol && before.text == "<")
      return ForeignOperator{"!=", Span{before.span.begin, here().span.end}};
    return std::nullopt;
  }

  // `code` says what should stand here; at the end of the text that does not matter.
  Parsed unexpected(std::string_view code, std::string symbol = "") {
    const Span span = here().span;
    if (here().kind == TokenKind::end) return fail(error("KD2016"), span);
    if (auto foreign = foreign_operator()) {
      const std::string text = text_of(foreign->span);
      return fail(error("KD2020").arg("text", text).suggest({std::move(foreign->meant)}), foreign->span);
    }
    Diagnostic diagnostic = error(code).arg("found", text_of(span));
    if (!symbol.empty()) diagnostic.args.emplace_back("expected", std::move(symbol));
    return fail(std::move(diagnostic), span);
  }
  Parsed left_out(std::string what, Span span, std::vector<std::string> instead = {}) {
    return fail(error("KD2013").arg("what", std::move(what)).suggest(std::move(instead)), span);
  }
  Parsed wrong_count(const Token& function, std::string_view expected, std::size_t given) {
    return fail(error("KD2106").arg("function", function.text).arg("expected", std::string(expected)).arg("given", std::to_string(given)),
                function.span);
  }
  Parsed too_deep(Span span) { return fail(error("KD2009").arg("limit", std::to_string(kMostHeight)), span); }
  bool expect(std::string_view symbol) {
    if (take(symbol)) return true;
    unexpected("KD2008", std::string(symbol));
    return false;
  }

  Parsed add(NodeContent content, Span span) {
    Node node{std::move(content), span, 1, {}};
    for (const ExprId child : children(node))
      node.height = std::max<std::uint16_t>(node.height, static_cast<std::uint16_t>(ast_[child].height + 1));
    if (node.height > kMostHeight) return too_deep(span);
    ast_.nodes.push_back(std::move(node));
    return static_cast<ExprId>(ast_.nodes.size() - 1);
  }
  Span from(ExprId first) const { return Span{ast_[first].span.begin, last_end()}; }

  Parsed expression() {
    const Nested nested(*this);
    if (depth_ > kMostHeight) return too_deep(here().span);
    const Parsed condition = logic(LogicOperator::either);
    if (!condition || !take("?")) return condition;
    const Parsed yes = logic(LogicOperator::either);
    if (!yes || !expect(":")) return std::nullopt;
    const Parsed no = expression();
    if (!no) return no;
    return add(Conditional{*condition, *yes, *no}, from(*condition));
  }

  Parsed logic(LogicOperator op) {
    const std::string_view symbol = op == LogicOperator::either ? "||" : "&&";
    const auto part = [&] { return op == LogicOperator::either ? logic(LogicOperator::both) : relation(); };
    const Parsed first = part();
    if (!first || !is(symbol)) return first;
    std::vector<ExprId> parts{*first};
    while (take(symbol)) {
      const Parsed next = part();
      if (!next) return next;
      parts.push_back(*next);
    }
    return add(Logic{op, std::move(parts)}, from(*first));
  }

  std::optional<BinaryOperator> relation_operator() const {
    static constexpr std::array kOperators{BinaryOperator::equal,      BinaryOperator::not_equal, BinaryOperator::less,
                                           BinaryOperator::less_equal, BinaryOperator::greater,   BinaryOperator::greater_equal,
                                           BinaryOperator::in};
    for (const BinaryOperator op : kOperators) {
      const TokenKind kind = op == BinaryOperator::in ? TokenKind::name : TokenKind::symbol;
      if (here().kind == kind && here().text == to_text(op)) return op;
    }
    return std::nullopt;
  }

  Parsed relation() {
    Parsed left = sum();
    bool chained = false;
    while (left) {
      const auto op = relation_operator();
      if (!op) return left;
      if (chained && author()) return fail(error("KD2011"), here().span);
      left = binary(*op, *left, &Parser::sum);
      chained = true;
    }
    return left;
  }

  Parsed binary(BinaryOperator op, ExprId left, Parsed (Parser::*operand)()) {
    const Span op_span = here().span;
    ++at_;
    const Parsed right = (this->*operand)();
    if (!right) return right;
    return add(Binary{op, left, *right, op_span}, from(left));
  }

  Parsed sum() {
    Parsed left = product();
    while (left && (is("+") || is("-"))) {
      left = binary(is("+") ? BinaryOperator::add : BinaryOperator::subtract, *left, &Parser::product);
    }
    return left;
  }

  Parsed product() {
    Parsed left = unary();
    while (left && (is("*") || is("/") || is("%"))) {
      const BinaryOperator op = is("*") ? BinaryOperator::multiply : is("/") ? BinaryOperator::divide : BinaryOperator::remainder;
      left = binary(op, *left, &Parser::unary);
    }
    return left;
  }

  Parsed unary() {
    std::vector<Token> operators;
    while (is("!") || is("-")) {
      const bool mixed = !operators.empty() && (author() || operators.front().text != here().text);
      if (mixed) return left_out(operators.back().text + here().text, here().span);
      operators.push_back(here());
      ++at_;
    }
    Parsed operand;
    if (!operators.empty() && operators.back().text == "-" && (here().kind == TokenKind::integer || here().kind == TokenKind::real)) {
      operand = member(negative_literal(operators.back().span.begin));
      operators.pop_back();
    } else {
      operand = member(primary());
    }
    for (; operand && !operators.empty(); operators.pop_back()) {
      const UnaryOperator op = operators.back().text == "!" ? UnaryOperator::negation : UnaryOperator::minus;
      operand = add(Unary{op, *operand}, Span{operators.back().span.begin, last_end()});
    }
    return operand;
  }

  Parsed negative_literal(std::uint32_t begin) {
    const Token& token = tokens_[at_++];
    const Span span{begin, token.span.end};
    if (token.kind == TokenKind::real) return add(Literal{Value(-token.real)}, span);
    constexpr std::uint64_t kMost = std::uint64_t{1} << 63;
    if (token.integer > kMost) return fail(error("KD2006").arg("text", text_of(span)), span);
    return add(Literal{Value::integer(static_cast<std::int64_t>(0 - token.integer))}, span);
  }

  Parsed member(Parsed operand) {
    while (operand) {
      if (take(".")) {
        operand = select(*operand);
      } else if (take("[")) {
        if (is("?")) return left_out("[?", here().span);
        const Parsed index = expression();
        if (!index || !expect("]")) return std::nullopt;
        operand = add(Index{*operand, *index}, from(*operand));
      } else if (is("{")) {
        const std::optional<std::string> type = qualified_name(ast_, *operand);
        if (!type) return operand;
        operand = message(*type, *operand);
      } else {
        return operand;
      }
    }
    return operand;
  }

  // T{field: value}: a call of the function "T{}" with the fields as a map.
  Parsed message(const std::string& type, ExprId name) {
    if (author()) return fail(error("KD2015"), here().span);
    const Span open = here().span;
    ++at_;
    MapLiteral fields;
    while (!take("}")) {
      const Token field = here();
      if (field.kind != TokenKind::name && field.kind != TokenKind::quoted_name) return unexpected("KD2018");
      ++at_;
      const Parsed key = add(Literal{Value(field.text)}, field.span);
      if (!key || !expect(":")) return std::nullopt;
      const Parsed value = expression();
      if (!value) return value;
      fields.entries.emplace_back(*key, *value);
      if (!is("}") && !expect(",")) return std::nullopt;
    }
    const Parsed map = add(std::move(fields), Span{open.begin, last_end()});
    if (!map) return map;
    return add(Call{type + "{}", ast_[name].span, std::nullopt, {*map}, 0}, from(name));
  }

  Parsed select(ExprId operand) {
    const Token name = here();
    if (name.kind != TokenKind::name && (author() || name.kind != TokenKind::quoted_name)) return unexpected("KD2018");
    if (name.text == "in" || name.text == "true" || name.text == "false" || name.text == "null")
      return fail(error("KD2010").arg("name", name.text), name.span);
    ++at_;
    if (!is("(")) return add(Select{operand, name.text, name.span, false, {}}, from(operand));
    std::vector<ExprId> arguments;
    if (!arguments_of(arguments)) return std::nullopt;
    if (!author() && name.text == "bind" && qualified_name(ast_, operand) == "cel") return bind(name, std::move(arguments), operand);
    if (const auto macro = detail::find_macro(name.text, ast_.mode)) return comprehension(*macro, name, operand, std::move(arguments));
    return add(Call{name.text, name.span, operand, std::move(arguments), 0}, from(operand));
  }

  // cel.bind(x, value, body) is [value].map(x, body)[0].
  Parsed bind(const Token& name, std::vector<ExprId> arguments, ExprId space) {
    if (arguments.size() != 3) return wrong_count(name, "3", arguments.size());
    const Span value = ast_[arguments[1]].span;
    const Parsed list = add(ListLiteral{{arguments[1]}}, value);
    if (!list) return list;
    const Parsed mapped = comprehension(*detail::find_macro("map", ast_.mode), name, *list, {arguments[0], arguments[2]});
    const Parsed first = mapped ? add(Literal{Value::integer(0)}, value) : std::nullopt;
    return first ? add(Index{*mapped, *first}, from(space)) : first;
  }

  // With here() at "(".
  bool arguments_of(std::vector<ExprId>& arguments) {
    ++at_;
    if (take(")")) return true;
    return items_until(")", arguments);
  }

  bool items_until(std::string_view close, std::vector<ExprId>& items) {
    while (true) {
      if (is("?")) return left_out("?", here().span).has_value();
      const Parsed item = expression();
      if (!item) return false;
      items.push_back(*item);
      if (take(close)) return true;
      if (!expect(",")) return false;
      if (close != ")" && take(close)) return true;
    }
  }

  Parsed comprehension(const detail::MacroForm& form, const Token& name, ExprId target, std::vector<ExprId> arguments) {
    // sum(), min() and max() without arguments are plain functions over the list.
    if (arguments.empty() && form.has_plain_form) return add(Call{name.text, name.span, target, {}, 0}, from(target));
    const bool two = !author() && arguments.size() >= 3 && form.two_variables && (form.only_two || arguments.size() == 3);
    const std::size_t variables = two ? 2 : 1;
    const std::size_t bodies = arguments.size() - std::min(arguments.size(), variables);
    const bool filtered = bodies == 2 && form.takes_filter;
    if ((bodies != 1 && !filtered) || (form.only_two && !two)) {
      return wrong_count(name, "2", arguments.size());
    }
    Comprehension out{form.macro, name.span, target, {}, std::nullopt, arguments.back()};
    for (std::size_t i = 0; i < variables; ++i) {
      const auto* variable = std::get_if<Name>(&ast_[arguments[i]].content);
      if (variable == nullptr || variable->name.front() == '.')
        return fail(error("KD2012").arg("function", name.text), ast_[arguments[i]].span);
      out.variables.push_back(variable->name);
    }
    if (two && out.variables[0] == out.variables[1]) return fail(error("KD2012").arg("function", name.text), ast_[arguments[1]].span);
    if (filtered) out.filter = arguments[variables];
    return add(std::move(out), from(target));
  }

  Parsed primary() {
    const Token token = here();
    switch (token.kind) {
      case TokenKind::integer: ++at_; return integer(token);
      case TokenKind::real: ++at_; return add(Literal{Value(token.real)}, token.span);
      case TokenKind::text: ++at_; return add(Literal{Value(token.text)}, token.span);
      case TokenKind::unsigned_integer:
      case TokenKind::bytes: ++at_; return foreign_literal(token);
      case TokenKind::name: return named();
      case TokenKind::symbol: return bracketed();
      case TokenKind::quoted_name:
      case TokenKind::end: break;
    }
    return unexpected("KD2017");
  }

  // What CEL has and rules have no use for.
  Parsed foreign_literal(const Token& token) {
    if (author()) return fail(error("KD2007").arg("text", text_of(token.span)), token.span);
    if (token.kind == TokenKind::bytes) return add(Literal{Value(Bytes{token.text})}, token.span);
    return add(Literal{Value(token.integer)}, token.span);
  }

  Parsed integer(const Token& token) {
    if (token.integer > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return fail(error("KD2006").arg("text", text_of(token.span)), token.span);
    }
    return add(Literal{Value::integer(static_cast<std::int64_t>(token.integer))}, token.span);
  }

  Parsed bracketed() {
    const Span open = here().span;
    if (take("(")) {
      const Parsed inner = expression();
      if (!inner || !expect(")")) return std::nullopt;
      return inner;
    }
    if (take("[")) {
      std::vector<ExprId> items;
      if (!take("]") && !items_until("]", items)) return std::nullopt;
      return add(ListLiteral{std::move(items)}, Span{open.begin, last_end()});
    }
    if (is("{")) return map_literal();
    if (!author() && is(".") && ahead().kind == TokenKind::name) {
      ++at_;
      return named(".");
    }
    return unexpected("KD2017");
  }

  Parsed map_literal() {
    const Span open = here().span;
    if (author()) return left_out("{ }", open);
    ++at_;
    MapLiteral map;
    while (!take("}")) {
      if (is("?")) return left_out("?", here().span);
      const Parsed key = expression();
      if (!key || !expect(":")) return std::nullopt;
      const Parsed value = expression();
      if (!value) return value;
      map.entries.emplace_back(*key, *value);
      if (!is("}") && !expect(",")) return std::nullopt;
    }
    return add(std::move(map), Span{open.begin, last_end()});
  }

  Parsed named(std::string prefix = "") {
    const Token token = here();
    ++at_;
    const std::string& word = token.text;
    if (word == "true" || word == "false") return add(Literal{Value(word == "true")}, token.span);
    if (word == "null") return author() ? left_out("null", token.span, {"known(x)"}) : add(Literal{Value(Null{})}, token.span);
    const bool reserved = std::find(kReserved.begin(), kReserved.end(), word) != kReserved.end();
    if (reserved) return fail(error("KD2010").arg("name", word), token.span);
    if (!is("(")) return add(Name{prefix + word}, token.span);
    std::vector<ExprId> arguments;
    if (!arguments_of(arguments)) return std::nullopt;
    const Span span{token.span.begin, last_end()};
    if (word == "has") return has(token, arguments, span);
    return add(Call{word, token.span, std::nullopt, std::move(arguments), 0}, span);
  }

  Parsed has(const Token& token, const std::vector<ExprId>& arguments, Span span) {
    if (author()) return left_out("has()", token.span, {"known(x)"});
    if (arguments.size() != 1) return wrong_count(token, "1", arguments.size());
    const auto* select = std::get_if<Select>(&ast_[arguments[0]].content);
    if (select == nullptr) return fail(error("KD2008").arg("expected", "a.b").arg("found", text_of(span)), span);
    Select test = *select;
    test.test_only = true;
    return add(std::move(test), span);
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::uint16_t depth_ = 0;
  Ast ast_;
  std::optional<Diagnostic> failure_;
};

}  // namespace

Result<Ast> parse(std::string_view text, Mode mode) {
  Result<std::vector<Token>> tokens = tokenize(text);
  if (!tokens) return std::move(tokens).diagnostics();
  return Parser(text, mode, std::move(tokens).value()).run();
}

}  // namespace kede::lang
