using FsCheck;
using FsCheck.Fluent;

namespace Hub.Delivery.Tests.Templates;

/// <summary>Templates as people write them: names, texts, choices and loops in each other, most of which make sense.</summary>
internal static class TemplateTexts
{
    private static readonly Gen<string> Names = Gen.Elements("a", "b", "c", "event", "events", "number");

    private static readonly Gen<string> Simple = Gen.Elements(
        "null",
        "true",
        "false",
        "0",
        "7",
        "2.5",
        "''",
        "'text'",
        "'<b>'",
        "[]",
        "empty",
        "event.type",
        "event.ticket.subject",
        "event.ticket.tags",
        "event.ticket.id",
        "event.changes",
        "event.ticket.resolution",
        "event.links",
        "event.actor.name"
    );

    private static readonly Gen<string> Operators = Gen.Elements("+ - * / % == != < > <= >= && || ??".Split(' '));

    private static readonly Gen<string> Functions = Gen.Elements(
        "string.upcase",
        "string.capitalize",
        "string.replace 't' 'T'",
        "string.whitespace",
        "string.split 't'",
        "string.size",
        "array.size",
        "array.first",
        "array.join ', '",
        "array.add 1",
        "object.typeof",
        "object.default 'none'",
        "math.plus 1",
        "truncate 5",
        "plural 'one' 'more'",
        "number 2",
        "date.short",
        "json",
        "markdown",
        "link 'https://a.example'",
        "string.nothing",
        "truncate"
    );

    public static Gen<string> Any { get; } =
        Pieces(3).Select(static pieces => "{{ a = 1; b = 'b'; c = [1, 'two', null] }}" + pieces);

    private static Gen<string> Pieces(int depth) =>
        Piece(depth).ListOf().Select(static all => string.Concat(all.Take(4)));

    private static Gen<string> Piece(int depth) =>
        depth == 0
            ? Gen.Elements("text", "\"", " {\"text\": \"", "\n")
            : Gen.OneOf(
                Piece(0),
                Expression(depth).Select(static one => $"{{{{ {one} }}}}"),
                from name in Names
                from value in Expression(depth)
                select $"{{{{~ {name} = {value} ~}}}}",
                from condition in Expression(depth)
                from then in Pieces(depth - 1)
                from otherwise in Pieces(depth - 1)
                select $"{{{{ if {condition} }}}}{then}{{{{ else }}}}{otherwise}{{{{ end }}}}",
                from name in Names
                from list in Expression(depth)
                from body in Pieces(depth - 1)
                select $"{{{{ for {name} in {list} }}}}{body}{{{{ {name} }}}}{{{{ end }}}}",
                from value in Expression(depth)
                from one in Simple
                from then in Pieces(depth - 1)
                from otherwise in Pieces(depth - 1)
                select $"{{{{ case {value} }}}}{{{{ when {one}, 'text' }}}}{then}{{{{ else }}}}{otherwise}{{{{ end }}}}"
            );

    private static Gen<string> Expression(int depth) =>
        depth == 0
            ? Gen.OneOf(Simple, Names)
            : Gen.OneOf(
                Simple,
                Names,
                from left in Expression(depth - 1)
                from @operator in Operators
                from right in Expression(depth - 1)
                select $"({left} {@operator} {right})",
                from value in Expression(depth - 1)
                from function in Functions
                select $"({value} | {function})",
                Expression(depth - 1).Select(static one => $"!({one})"),
                from condition in Expression(depth - 1)
                from then in Expression(depth - 1)
                from otherwise in Expression(depth - 1)
                select $"({condition} ? {then} : {otherwise})",
                from one in Expression(depth - 1)
                from other in Expression(depth - 1)
                select $"[{one}, {other}]",
                from one in Expression(depth - 1)
                from other in Expression(depth - 1)
                select $"{{ name: {one}, value: {other} }}",
                Expression(depth - 1).Select(static one => $"({{ name: {one} }}).name")
            );
}
