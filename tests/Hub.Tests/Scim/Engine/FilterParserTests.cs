using Hub.Scim.Filters;

namespace Hub.Tests.Scim.Engine;

public sealed class FilterParserTests
{
    [Theory]
    // The examples of RFC 7644, 3.4.2.2.
    [InlineData("userName eq \"bjensen\"")]
    [InlineData("name.familyName co \"O'Malley\"")]
    [InlineData("userName sw \"J\"")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"J\"")]
    [InlineData("title pr")]
    [InlineData("meta.lastModified gt \"2011-05-13T04:42:34Z\"")]
    [InlineData("title pr and userType eq \"Employee\"")]
    [InlineData("title pr or userType eq \"Intern\"")]
    [InlineData("schemas eq \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"")]
    [InlineData("userType eq \"Employee\" and (emails co \"example.com\" or emails.value co \"example.org\")")]
    [InlineData("userType ne \"Employee\" and not (emails co \"example.com\" or emails.value co \"example.org\")")]
    [InlineData("userType eq \"Employee\" and (emails.type eq \"work\")")]
    [InlineData("userType eq \"Employee\" and emails[type eq \"work\" and value co \"@example.com\"]")]
    [InlineData(
        "emails[type eq \"work\" and value co \"@example.com\"] or ims[type eq \"xmpp\" and value co \"@foo.com\"]"
    )]
    [InlineData("USERNAME EQ \"x\" AND NOT (Title PR)")]
    [InlineData("age gt -1.5e3")]
    [InlineData("not(active eq true)and(title pr)")]
    public void Published_filters_are_read(string text)
    {
        var parsed = FilterParser.Parse(text);
        Assert.Null(parsed.Error);
        Assert.Equal(parsed.Value, FilterParser.Parse(FilterPrinter.Print(parsed.Value!)).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("userName")]
    [InlineData("userName eq")]
    [InlineData("eq \"x\"")]
    [InlineData("userName xx \"x\"")]
    [InlineData("userName 12 \"x\"")]
    [InlineData("userName eq \"x")]
    [InlineData("userName eq \"\\q\"")]
    [InlineData("userName eq \"\\uD800\"")]
    [InlineData("userName eq \"x\" and")]
    [InlineData("userName eq \"x\" userName eq \"y\"")]
    [InlineData("(userName eq \"x\"")]
    [InlineData("userName eq \"x\")")]
    [InlineData("emails[type eq \"work\"")]
    [InlineData("emails[]")]
    [InlineData("emails[type eq \"work\" and ims[type eq \"x\"]]")]
    [InlineData("not userName eq \"x\"")]
    [InlineData("userName eq john smith")]
    [InlineData("userName eq and")]
    [InlineData("1name eq \"x\"")]
    [InlineData("name.a.b eq \"x\"")]
    public void What_the_grammar_does_not_know_is_refused(string text) =>
        Assert.Equal("invalidFilter", FilterParser.Parse(text).Error?.Type);

    [Fact]
    public void And_binds_closer_than_or()
    {
        var parsed = FilterParser.Parse("a eq \"1\" or b eq \"2\" and c eq \"3\"").Value;
        var or = Assert.IsType<FilterExpression.Or>(parsed);
        Assert.IsType<FilterExpression.And>(or.Operands[1]);
    }

    [Fact]
    public void A_value_without_quotes_is_a_word()
    {
        var parsed = FilterParser.Parse("userName eq john@company.com").Value;
        var compare = Assert.IsType<FilterExpression.Compare>(parsed);
        Assert.Equal(new Literal(LiteralKind.Word, "john@company.com"), compare.Value);
    }

    [Fact]
    public void Escapes_are_those_of_JSON()
    {
        var parsed = FilterParser.Parse("""userName eq "a\"b\\c\/d\u00e4\n" """).Value;
        Assert.Equal("a\"b\\c/dä\n", Assert.IsType<FilterExpression.Compare>(parsed).Value.Text);
    }

    [Fact]
    public void Depth_length_and_terms_are_bounded()
    {
        Assert.Equal("invalidFilter", FilterParser.Parse(new string('(', 100_000)).Error?.Type);
        Assert.Equal(
            "invalidFilter",
            FilterParser.Parse(new string('(', 40) + "a pr" + new string(')', 40)).Error?.Type
        );
        Assert.Null(FilterParser.Parse(new string('(', 20) + "a pr" + new string(')', 20)).Error);
        Assert.Equal("invalidFilter", FilterParser.Parse($"a eq \"{new string('x', 10_000)}\"").Error?.Type);
        var many = string.Join(" or ", Enumerable.Repeat("a pr", 400));
        Assert.Equal("invalidFilter", FilterParser.Parse(many).Error?.Type);
    }

    [Theory]
    [InlineData("members", "members", null, null)]
    [InlineData("name.familyName", "name.familyName", null, null)]
    [InlineData("addresses[type eq \"work\"]", "addresses", "type eq \"work\"", null)]
    [InlineData("members[value eq \"2819c223\"].displayName", "members", "value eq \"2819c223\"", "displayName")]
    [InlineData(
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
        null,
        null
    )]
    public void Patch_paths_are_read(string text, string attribute, string? filter, string? sub)
    {
        var path = FilterParser.ParsePath(text).Value!;
        Assert.Equal(attribute, path.Attribute.ToString());
        Assert.Equal(filter, path.Filter is null ? null : FilterPrinter.Print(path.Filter));
        Assert.Equal(sub, path.Sub);
    }

    [Theory]
    [InlineData("")]
    [InlineData("emails[")]
    [InlineData("emails[type eq \"work\"]x")]
    [InlineData("emails[type eq \"work\"].")]
    [InlineData("a b")]
    public void Other_paths_are_refused(string text) =>
        Assert.Equal("invalidPath", FilterParser.ParsePath(text).Error?.Type);
}
