using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Laws;

/// <summary>In which form a body may come, on every route that takes one.</summary>
public sealed class FormLaws(HubUnderLaws hub) : IClassFixture<HubUnderLaws>
{
    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json;charset=UTF-8")]
    [InlineData("application/json; charset=utf8")]
    [InlineData("application/json; charset=\"UTF8\"")]
    [InlineData("Application/JSON; profile=\"a;b\"")]
    [InlineData("application/vnd.company+json")]
    public Task UTF_8_is_taken_under_each_of_its_names(string contentType) =>
        hub.Hold(
            route => route.BodyName is not null,
            async route =>
            {
                var answer = await Send(route, (await hub.BodyOf(route))!.ToJsonString(), contentType);
                Assert.True((int)answer.Status < 300, $"{answer}");
            }
        );

    [Theory]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=\"iso-8859-1\"")]
    [InlineData("application/json; charset=nothing")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset")]
    [InlineData("json")]
    public Task Other_charsets_and_media_types_are_415(string contentType) =>
        hub.Hold(
            route => route.BodyName is not null,
            async route =>
                (await Send(route, (await hub.BodyOf(route))!.ToJsonString(), contentType)).ExpectProblem(
                    HttpStatusCode.UnsupportedMediaType,
                    "unsupported_media_type"
                )
        );

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity, gzip")]
    public Task A_compressed_body_is_415_and_is_told_what_is_taken(string coding) =>
        hub.Hold(
            route => route.BodyName is not null,
            async route =>
            {
                var body = Encoding.UTF8.GetBytes((await hub.BodyOf(route))!.ToJsonString());
                var path = await hub.PathOf(route.Path);

                var compressed = await hub.Admin.SendBytes(route.Method, path, body, contentEncoding: coding);
                var plain = await hub.Admin.SendBytes(route.Method, path, body, contentEncoding: "identity");

                compressed.ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported_content_encoding");
                Assert.Equal("identity", compressed.Header("Accept-Encoding"));
                Assert.True((int)plain.Status < 300, $"{plain}");
            }
        );

    [Fact]
    public Task A_mark_of_the_byte_order_is_passed_over() =>
        hub.Hold(
            route => route.BodyName is not null,
            async route =>
            {
                var answer = await Send(
                    route,
                    "\uFEFF" + (await hub.BodyOf(route))!.ToJsonString(),
                    "application/json"
                );
                Assert.True((int)answer.Status < 300, $"{answer}");
            }
        );

    [Fact]
    public Task Half_of_a_character_in_any_field_is_422_and_all_of_them_are_named() =>
        hub.Hold(
            route => TextsOf(route).Count > 0,
            async route =>
            {
                var body = (await hub.BodyOf(route))!;
                foreach (var field in TextsOf(route))
                    body.Put(field.Path, "cut MARK");

                var answer = await Send(route, body.ToJsonString().Replace("MARK", "\\ud83d"), "application/json");

                answer.Expect(HttpStatusCode.UnprocessableEntity);
                Assert.All(TextsOf(route), field => Assert.NotEmpty(answer.ErrorsOf(field.Path)));
            }
        );

    [Fact]
    public Task Half_of_a_character_in_what_nobody_reads_and_in_names_is_422() =>
        hub.Hold(
            route => route.BodyName is not null,
            async route =>
            {
                var body = (await hub.BodyOf(route))!;
                body["extra"] = new JsonArray(new JsonObject { ["deep"] = "cut MARK" });
                var inside = body.ToJsonString().Replace("MARK", "\\uDC00\\ud83d");
                body["extra"] = new JsonObject { ["MARK"] = 1 };
                var name = body.ToJsonString().Replace("MARK", "\\udfff");

                var value = await Send(route, inside, "application/json");
                var member = await Send(route, name, "application/json");

                value.Expect(HttpStatusCode.UnprocessableEntity);
                Assert.NotEmpty(value.ErrorsOf("extra[0].deep"));
                member.Expect(HttpStatusCode.UnprocessableEntity);
                Assert.NotEmpty(member.ErrorsOf("extra"));
            }
        );

    [Fact]
    public Task Bytes_that_are_no_UTF_8_are_400_wherever_they_stand() =>
        hub.Hold(
            route => route.BodyName is not null,
            async route =>
            {
                var body = (await hub.BodyOf(route))!;
                body["extra"] = "MARK";
                var text = body.ToJsonString();
                var (head, tail) = (text[..text.IndexOf("MARK")], text[(text.IndexOf("MARK") + 4)..]);
                foreach (byte[] wrong in new byte[][] { [0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF0, 0x9F] })
                {
                    byte[] bytes = [.. Encoding.UTF8.GetBytes(head), .. wrong, .. Encoding.UTF8.GetBytes(tail)];

                    var answer = await hub.Admin.SendBytes(route.Method, await hub.PathOf(route.Path), bytes);

                    answer.ExpectProblem(HttpStatusCode.BadRequest, "malformed_json");
                    Assert.Contains($"byte {Encoding.UTF8.GetByteCount(head) + 1}", (string)answer.Json["detail"]!);
                }
            }
        );

    [Fact]
    public Task A_whole_character_is_taken_however_it_is_spelt() =>
        hub.Hold(
            route => TextsOf(route).Any(field => field.Path == "name"),
            async route =>
            {
                var body = (await hub.BodyOf(route))!;
                body["name"] = $"MARK {Guid.NewGuid():N}"[..30];

                var answer = await Send(
                    route,
                    body.ToJsonString().Replace("MARK", "\\ud83d\\ude00\\u00e9\\\\ud83d"),
                    "application/json"
                );

                Assert.True((int)answer.Status < 300, $"{answer}");
                Assert.StartsWith("\U0001F600\u00e9\\ud83d", (string)answer.Data["name"]!);
            }
        );

    [Fact]
    public Task Every_integer_may_be_written_with_a_point_or_an_exponent_and_must_be_whole() =>
        hub.Hold(
            route => IntegersOf(route).Count > 0,
            async route =>
            {
                foreach (var field in IntegersOf(route))
                {
                    var whole = (await hub.BodyOf(route))!;
                    var given = await hub.IntegerFor(field, whole);
                    foreach (var spelt in new[] { $"{given}.0", $"{given}e0", $"{given}.00E+0", $"{given}0e-1" })
                    {
                        var body = (await hub.BodyOf(route))!;
                        body.Put(field.Path, field.IsList ? new JsonArray("MARK") : "MARK");
                        var answer = await Send(
                            route,
                            body.ToJsonString().Replace("\"MARK\"", spelt),
                            "application/json"
                        );
                        Assert.True((int)answer.Status < 300, $"{field.Path}: {spelt}: {answer}");
                    }
                    foreach (var spelt in new[] { "1.5", "1e-1", "1e400", "99999999999999999999" })
                    {
                        var body = (await hub.BodyOf(route))!;
                        body.Put(field.Path, field.IsList ? new JsonArray("MARK") : "MARK");
                        var answer = await Send(
                            route,
                            body.ToJsonString().Replace("\"MARK\"", spelt),
                            "application/json"
                        );
                        answer.Expect(HttpStatusCode.UnprocessableEntity);
                    }
                }
            }
        );

    [Fact]
    public Task Every_date_is_ISO_8601_and_nothing_else() =>
        hub.Hold(
            route => DatesOf(route).Count > 0,
            async route =>
            {
                foreach (var field in DatesOf(route))
                {
                    foreach (
                        var wrong in new[] { "12/01/2026", "2026-13-01", "1 December 2026", "2026-05-24 10:30:00", "" }
                    )
                    {
                        var body = (await hub.BodyOf(route))!;
                        body.Put(field.Path, wrong);
                        var answer = await hub.Call(route, await hub.PathOf(route.Path), body);
                        answer.Expect(HttpStatusCode.UnprocessableEntity);
                        Assert.Contains("ISO 8601", answer.ErrorsOf(field.Path)[0]);
                    }
                }
            }
        );

    private IReadOnlyList<BodyField> TextsOf(LawRoute route) => FieldsOf(route, field => field.IsText);

    /// <summary>But attachments of a reply: each is of one ticket alone, and this law calls the route on another one each time.</summary>
    private IReadOnlyList<BodyField> IntegersOf(LawRoute route) =>
        FieldsOf(route, field => field.IsInteger && field.Path != "attachment_ids");

    private IReadOnlyList<BodyField> DatesOf(LawRoute route) => FieldsOf(route, field => field.IsDate);

    private IReadOnlyList<BodyField> FieldsOf(LawRoute route, Func<BodyField, bool> wanted) =>
        route.BodyName is { } name ? [.. BodySchema.Fields(hub.Document, name).Where(wanted)] : [];

    private async Task<Answer> Send(LawRoute route, string body, string contentType) =>
        await hub.Admin.SendBytes(
            route.Method,
            await hub.PathOf(route.Path),
            Encoding.UTF8.GetBytes(body),
            contentType
        );
}
