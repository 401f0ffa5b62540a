using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Hub.OpenApi;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Laws;

/// <summary>A limit stands in one place, its attribute: comments that repeat it go wrong when it changes.</summary>
public sealed partial class LimitLaws(HubUnderLaws hub) : IClassFixture<HubUnderLaws>
{
    private readonly XmlDocs docs = new();

    [Fact]
    public void No_comment_on_a_body_repeats_a_limit()
    {
        var properties = Bodies().SelectMany(body => body.GetProperties()).ToList();
        Assert.Contains(properties, property => docs.Of(property) is not null && Numbers(property).Any());

        var broken =
            from property in properties
            let text = docs.Of(property) ?? ""
            let said = Numeral().Matches(text).Select(one => one.Value.Replace(",", "")).ToList()
            where Counted().IsMatch(text) || Numbers(property).Intersect(said).Any()
            select $"{property.DeclaringType!.Name}.{property.Name}: {text}";

        Assert.Empty(broken);
    }

    /// <summary>The records that requests are read into, and those inside of them.</summary>
    private IReadOnlyList<Type> Bodies()
    {
        var bodies = hub
            .Host.App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.Select(route => route.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType)
            .OfType<Type>()
            .Where(type => type.Assembly == typeof(RecordCheck).Assembly)
            .ToHashSet();
        Assert.NotEmpty(bodies);
        return [.. bodies.SelectMany(WithInside).Distinct()];
    }

    private static IEnumerable<Type> WithInside(Type body) =>
        body.GetProperties().Select(RecordCheck.NestedIn).OfType<Type>().SelectMany(WithInside).Prepend(body);

    private static IEnumerable<string> Numbers(PropertyInfo property)
    {
        if (property.Find<MaxLengthAttribute>() is { } longest)
            yield return Plain(longest.Length);
        if (property.Find<LengthAttribute>() is { } length)
            yield return Plain(length.MaximumLength);
        if (property.Find<EachLengthAttribute>() is { } each)
            yield return Plain(each.Most);
        if (property.Find<RangeAttribute>() is { } range)
            yield return Plain(range.Maximum);
    }

    private static string Plain(object number) => Convert.ToString(number, CultureInfo.InvariantCulture)!;

    [GeneratedRegex(@"\d[\d,]*")]
    private static partial Regex Numeral();

    [GeneratedRegex(@"\d[\d,]* (characters|entries|bytes|names)|at (most|least) \d")]
    private static partial Regex Counted();
}
