using FsCheck;
using FsCheck.Fluent;
using Hub.Scim.Filters;

namespace Hub.Tests.Scim.Engine;

public sealed class FilterRoundTripTests
{
    private static readonly Gen<AttributePath> Paths =
        from urn in Gen.Elements(null, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "urn:x:1.5:Y")
        from name in Gen.Elements("userName", "emails", "a-b_c", "x509Certificates", "notable", "order")
        from sub in Gen.Elements(null, "value", "$ref", "familyName")
        select new AttributePath(urn, name, sub);

    private static readonly Gen<Literal> Literals = Gen.OneOf(
        ArbMap
            .Default.GeneratorFor<NonNull<string>>()
            .Select(text => new Literal(LiteralKind.Text, text.Get))
            .Where(literal => IsText(literal.Text)),
        Gen.Elements("0", "-1", "3.25", "1e9").Select(number => new Literal(LiteralKind.Number, number)),
        Gen.Elements(
            new Literal(LiteralKind.True, "true"),
            new Literal(LiteralKind.False, "false"),
            new Literal(LiteralKind.Null, "null"),
            new Literal(LiteralKind.Word, "john@company.com")
        )
    );

    [Fact]
    public void What_is_printed_reads_as_the_same_filter() =>
        Prop.ForAll(Arb.From(Gen.Sized(size => Filter(Math.Min(size, 12), inList: false))), filter =>
                FilterParser.Parse(FilterPrinter.Print(filter)) is { IsError: false, Value: var again }
                && again.Equals(filter)
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Any_text_is_a_filter_or_an_error_and_never_a_fault() =>
        Prop.ForAll(
                Arb.From(
                    Gen.ArrayOf(
                            Gen.Elements(
                                "userName",
                                " ",
                                "eq",
                                "(",
                                ")",
                                "[",
                                "]",
                                "\"",
                                "\\",
                                "and",
                                "or",
                                "not",
                                "pr",
                                ".",
                                "x",
                                "1",
                                ":"
                            )
                        )
                        .Select(string.Concat)
                ),
                text => FilterParser.Parse(text) is var parsed && parsed.IsError == (parsed.Value is null)
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static Gen<FilterExpression> Filter(int size, bool inList)
    {
        var leaf = Gen.OneOf(
            Paths.Select(FilterExpression (path) => new FilterExpression.Present(path)),
            from path in Paths
            from comparison in Gen.Elements(Enum.GetValues<Operator>())
            from value in Literals
            select (FilterExpression)new FilterExpression.Compare(path, comparison, value)
        );
        if (size <= 0)
            return leaf;
        var inner = Filter(size / 2, inList);
        var groups = Gen.OneOf(
            inner.Two().Select(two => FilterExpression.AllOf([two.Item1, two.Item2])),
            inner.Two().Select(two => FilterExpression.AnyOf([two.Item1, two.Item2])),
            inner.Select(FilterExpression (one) => new FilterExpression.Not(one))
        );
        if (inList)
            return Gen.OneOf(leaf, groups);
        var list =
            from path in Paths
            from element in Filter(size / 2, inList: true)
            select (FilterExpression)new FilterExpression.ValuePath(path, element);
        return Gen.OneOf(leaf, groups, list);
    }

    /// <summary>Half a character is no text, and no filter can hold it.</summary>
    private static bool IsText(string text) => !text.EnumerateRunes().Any(rune => rune.Value == 0xFFFD);
}
