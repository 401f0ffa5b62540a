using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Laws;

/// <summary>What nobody reads is never passed over in silence.</summary>
public sealed class UnknownLaws(HubUnderLaws hub) : IClassFixture<HubUnderLaws>
{
    /// <summary>Where a word that is not read widens what was meant.</summary>
    private static readonly string[] Refused =
    [
        "CreateWebhook",
        "UpdateWebhook",
        "CreateMokapenWebhook",
        "UpdateMokapenWebhook",
        "TestWebhook",
        "RotateWebhookSecret",
        "ReplayEvents",
        "SubscribeFlow",
        "SubscribeFlowToAny",
        "SubscribeFlowToLists",
        "UnsubscribeFlow",
        "CreateToken",
        "CreateScimToken",
        "CreateOrganization",
        "CreateRole",
        "UpdateRole",
        "AddReply",
        "MoveTicket",
        "CreateAssignmentRule",
        "UpdateAssignmentRule",
        "DryRunAssignmentRule",
        "UpdateSamlSettings",
    ];

    [Fact]
    public Task A_member_that_no_field_takes_is_refused_or_told_beside_the_data() =>
        hub.Hold(
            route => route.BodyName is not null,
            async route =>
            {
                var body = (await hub.BodyOf(route))!;
                body["no_such_field"] = new JsonObject { ["deep"] = 1 };
                body["another one"] = null;

                var answer = await hub.Call(route, await hub.PathOf(route.Path), body);

                if (Refused.Contains(route.BodyName))
                {
                    answer.Expect(HttpStatusCode.UnprocessableEntity);
                    Assert.Contains("There is no such field", Assert.Single(answer.ErrorsOf("no_such_field")));
                    Assert.NotEmpty(answer.ErrorsOf("another one"));
                    return;
                }
                Assert.True((int)answer.Status < 300, $"{answer}");
                Assert.NotNull(answer.Json["data"]);
                var warnings = answer.Json["warnings"]!.AsArray();
                Assert.Equal(["no_such_field", "another one"], warnings.Select(one => (string)one!["field"]!));
                Assert.All(warnings, one => Assert.Equal("unknown_field", (string)one!["code"]!));
                Assert.All(warnings, one => Assert.NotEmpty((string)one!["message"]!));
            }
        );

    [Fact]
    public Task A_field_that_is_misspelt_is_named_with_the_one_that_was_meant() =>
        hub.Hold(
            route => route.BodyName is not null,
            async route =>
            {
                foreach (var field in BodySchema.Fields(hub.Document, route.BodyName!))
                {
                    var body = (await hub.BodyOf(route))!;
                    var name = field.Path.Split('.')[^1];
                    var misspelt = $"{name[..1]}{name[2..]}";
                    body.Put(field.Path[..^name.Length] + misspelt, 1);

                    var answer = await hub.Call(route, await hub.PathOf(route.Path), body);

                    Assert.Contains($"did you mean {name}?", answer.Text);
                }
            }
        );

    [Fact]
    public Task A_body_of_known_members_alone_has_no_warnings() =>
        hub.Hold(
            route => route.BodyName is not null and not "CreateWebhook" and not "UpdateWebhook",
            async route =>
            {
                var answer = await hub.Call(route, await hub.PathOf(route.Path), await hub.BodyOf(route));

                Assert.True((int)answer.Status < 300, $"{answer}");
                Assert.Null(answer.Json["warnings"]);
            }
        );

    [Fact]
    public Task A_query_parameter_that_no_route_reads_is_422_and_the_others_that_are_wrong_are_named_with_it() =>
        hub.Hold(
            _ => true,
            async route =>
            {
                var path = await hub.PathOf(route.Path);
                var body = await hub.BodyOf(route);
                var before = await hub.Read(route, path);

                var more = path.Contains('?') ? '&' : '?';
                var answer = await hub.Call(route, $"{path}{more}stats=open&per_page=x&page=0", body);

                answer.ExpectInvalid("stats");
                Assert.NotEmpty(answer.ErrorsOf("per_page"));
                Assert.NotEmpty(answer.ErrorsOf("page"));
                // An export tells of itself too: it is in the audit log that it has.
                if (before.Header("Content-Type") != "application/zip")
                    Assert.Equal(Lasting(before), Lasting(await hub.Read(route, path)));
            }
        );

    [Fact]
    public Task A_query_parameter_that_is_misspelt_is_named_with_the_one_that_was_meant() =>
        hub.Hold(
            route => route.IsList,
            async route =>
            {
                var path = await hub.PathOf(route.Path);
                foreach (var name in QueryOf(route))
                {
                    var misspelt = name.Length == 1 ? $"{name}{name}" : name.Insert(1, "x");
                    var answer = await hub.Admin.Get($"{path}?{misspelt}=1");

                    answer.ExpectInvalid(misspelt);
                    if (name.Length > 2)
                        Assert.Contains($"did you mean {name}?", answer.ErrorsOf(misspelt)[0]);
                }
            }
        );

    [Fact]
    public Task Brackets_behind_a_name_are_understood_of_a_list_and_refused_of_one_value() =>
        hub.Hold(
            route => route.IsList,
            async route =>
            {
                var path = await hub.PathOf(route.Path);
                foreach (var name in QueryOf(route))
                {
                    var schema = route.Query(name)!["schema"]!.AsObject();
                    // What takes keys in brackets has tests of its own.
                    if ((string?)schema["type"] == "object")
                        continue;
                    var isList = (string?)schema["type"] == "array";
                    var value = ((schema["items"] ?? schema)["enum"] as JsonArray)?[0]?.ToString() ?? Sample(schema);

                    var form = await hub.Admin.Get($"{path}?{name}[]={value}&{name}%5B%5D={value}");
                    var numbered = await hub.Admin.Get($"{path}?{name}[0]={value}");
                    var plain = await hub.Admin.Get($"{path}?{name}={value}");
                    var repeated = await hub.Admin.Get($"{path}?{name}={value}&{name}={value}");

                    plain.Expect(HttpStatusCode.OK);
                    foreach (var answer in new[] { form, numbered, repeated })
                        if (isList)
                            Assert.Equal(Lasting(plain), Lasting(answer.Expect(HttpStatusCode.OK)));
                        else
                            answer.ExpectInvalid(name);
                }
            }
        );

    [Fact]
    public Task Every_date_in_a_query_is_ISO_8601_and_without_a_zone_UTC() =>
        hub.Hold(
            route => route.IsList && QueryOf(route).Any(name => IsDate(route, name)),
            async route =>
            {
                var path = await hub.PathOf(route.Path);
                foreach (var name in QueryOf(route).Where(name => IsDate(route, name)))
                {
                    foreach (var right in Right)
                        (await hub.Admin.Get($"{path}?{name}={right}")).Expect(HttpStatusCode.OK);
                    foreach (
                        var wrong in new[] { "12/01/2026", "2026-12-32", "yesterday", "2026-05-24 10:30", "1780000000" }
                    )
                        Assert.Contains(
                            "ISO 8601",
                            (await hub.Admin.Get($"{path}?{name}={Uri.EscapeDataString(wrong)}")).ErrorsOf(name)[0]
                        );
                }
            }
        );

    private static readonly string[] Right =
    [
        "2026-05-24",
        "20260524",
        "2026-05-24T10:30",
        "2026-05-24T10:30:00",
        "20260524T103000Z",
        "2026-05-24T10:30:00.123Z",
        "2026-05-24T10:30:00+02:00",
        "2026-05-24T10:30:00%2B0200",
        "20260524T103000-0130",
    ];

    private static string Sample(JsonObject schema) =>
        (string?)(schema["items"] ?? schema)["type"] switch
        {
            "integer" => "1",
            "boolean" => "true",
            _ => (string?)schema["format"] == "date-time" ? "2026-05-24" : "x",
        };

    private static bool IsDate(LawRoute route, string name) =>
        (string?)route.Query(name)!["schema"]!["format"] == "date-time";

    private static IEnumerable<string> QueryOf(LawRoute route) =>
        route.Told.Parameters.Where(one => (string)one["in"]! == "query").Select(one => (string)one["name"]!);

    /// <summary>Without how old a report is, which is another each time, and where a list goes on, which says what was asked.</summary>
    private static string Lasting(Answer answer) =>
        System.Text.RegularExpressions.Regex.Replace(answer.Text, "\"(as_of|age_seconds|nextLink)\":[^,}]*", "");
}
