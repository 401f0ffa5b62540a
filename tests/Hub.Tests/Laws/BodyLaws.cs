using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Laws;

/// <summary>What a body says is checked as a whole: one answer names all that does not hold.</summary>
public sealed class BodyLaws(HubUnderLaws hub) : IClassFixture<HubUnderLaws>
{
    private const long NoSuchId = 999_999_999;

    [Fact]
    public Task Every_field_of_a_wrong_shape_is_named_at_once() =>
        hub.Hold(
            route => route.BodyName is not null,
            async route =>
            {
                var body = new JsonObject();
                var fields = FieldsOf(route);
                foreach (var field in fields)
                    body.Put(field.Path, field.WrongShape);

                ExpectAll(fields, await hub.Call(route, await hub.PathOf(route.Path), body));
            }
        );

    [Fact]
    public Task Every_field_that_exceeds_its_limit_is_named_at_once() => HoldLimits(field => field.TooMuch);

    [Fact]
    public Task Every_field_that_falls_short_of_its_limit_is_named_at_once() => HoldLimits(field => field.TooLittle);

    [Fact]
    public Task Every_text_that_must_be_there_is_missed_at_once() =>
        hub.Hold(
            route => Required(route).Any(),
            async route =>
            {
                var answer = await hub.Call(route, await hub.PathOf(route.Path), new JsonObject());

                answer.Expect(HttpStatusCode.UnprocessableEntity);
                Assert.All(Required(route), field => Assert.NotEmpty(answer.ErrorsOf(field)));
            }
        );

    [Fact]
    public Task Every_id_that_a_body_names_is_looked_up() =>
        hub.Hold(
            route => FieldsOf(route).Any(field => field.NamesRecords),
            async route =>
            {
                foreach (var field in FieldsOf(route).Where(one => one.NamesRecords))
                {
                    var path = await hub.PathOf(route.Path);
                    var body = await hub.BodyOf(route);
                    body!.Put(field.Path, field.IsList ? new JsonArray(NoSuchId) : NoSuchId);

                    var answer = await hub.Call(route, path, body);

                    ExpectAll([field], answer);
                    Assert.Contains($"{NoSuchId}", answer.ErrorsOf(field.Path)[0]);
                }
            }
        );

    private Task HoldLimits(Func<BodyField, JsonNode?> wrong) =>
        hub.Hold(
            route => FieldsOf(route).Any(field => wrong(field) is not null),
            async route =>
            {
                var body = await hub.BodyOf(route);
                var fields = FieldsOf(route).Where(field => wrong(field) is not null).ToList();
                foreach (var field in fields)
                    body!.Put(field.Path, wrong(field));

                ExpectAll(fields, await hub.Call(route, await hub.PathOf(route.Path), body));
            }
        );

    private IReadOnlyList<BodyField> FieldsOf(LawRoute route) =>
        route.BodyName is { } name ? BodySchema.Fields(hub.Document, name) : [];

    private IEnumerable<string> Required(LawRoute route) =>
        route.BodyName is { } name
            ? (hub.Document["components"]!["schemas"]![name]!["required"]?.AsArray() ?? []).Select(one => (string)one!)
            : [];

    private static void ExpectAll(IReadOnlyList<BodyField> fields, Answer answer)
    {
        Assert.NotEmpty(fields);
        answer.Expect(HttpStatusCode.UnprocessableEntity);
        var missed = fields
            .Where(field => answer.ErrorsOf(field.Path).Length == 0)
            .Select(field => field.Path)
            .ToList();
        Assert.True(missed.Count == 0, $"{string.Join(", ", missed)} not among the errors of {answer}");
    }
}
