using System.Net;
using FsCheck;
using FsCheck.Fluent;

namespace Hub.Tests.Scim;

/// <summary>Requests that no test thought of: each gets its answer or a refusal, and none breaks the hub.</summary>
public sealed class AnythingAskedTests(ScimHub hub) : IClassFixture<ScimHub>
{
    private static readonly Gen<string> Path = Mostly(
        [
            "userName",
            "emails",
            "emails.value",
            "name.givenName",
            "active",
            "meta.created",
            "id",
            "externalId",
            "groups.value",
            "displayName",
            $"{ScimClient.EnterpriseUrn}:manager.value",
            $"{ScimClient.UserUrn}:userName",
        ],
        ["members", "schemas", "password", "x509Certificates.value", "emails[type eq \"work\"].value", "nothing", ""]
    );

    private static readonly Gen<string> Operator = Mostly(["eq", "ne", "co", "sw", "EQ"], ["ew", "gt", "le", "is"]);

    private static readonly Gen<string> Value = Mostly(
        ["\"x\"", "\"\"", "\"%_\"", "\"2026-05-24T10:30:00Z\"", "true"],
        ["\"\\u0000\"", "null", "1", "1e400", "bare"]
    );

    private static readonly Gen<string> Number = Mostly(["0", "1", "2", "99999999999999"], ["2147483647", "-1", "x"]);

    [Fact]
    public async Task No_search_breaks_the_hub()
    {
        var scim = await hub.Open();
        await scim.NewGroup("Support", await scim.NewUser("ada", ""","emails":[{"type":"work","value":"a@b.c"}]"""));

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(Searches().ToArbitrary(), search =>
                Task.Run(() => scim.Get(search)).Result.Status < HttpStatusCode.InternalServerError
            )
        );
    }

    [Fact]
    public async Task No_patch_breaks_the_hub()
    {
        var scim = await hub.Open();
        var user = await scim.NewUser("ada");
        var group = await scim.NewGroup("Support", user);

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(
                Patches(user).ToArbitrary(),
                Gen.Elements($"/Users/{user}", $"/Groups/{group}").ToArbitrary(),
                (patch, resource) =>
                    Task.Run(() => scim.Patch(resource, patch)).Result.Status < HttpStatusCode.InternalServerError
            )
        );
    }

    private static Gen<string> Searches() =>
        from endpoint in Gen.Elements("/Users", "/Groups", "/")
        from filter in Filters(3)
        from sort in Mostly([""], ["&sortBy=userName", "&sortBy=meta.created&sortOrder=descending", "&sortBy=nothing"])
        from start in Number
        from count in Number
        from cursor in Mostly([""], ["&cursor=", "&cursor=AAAA"])
        from attributes in Mostly(["", "&attributes=emails.value"], ["&excludedAttributes=id", "&attributes=a[b"])
        select $"{endpoint}?filter={Uri.EscapeDataString(filter)}&startIndex={start}&count={count}{sort}{cursor}{attributes}";

    private static Gen<string> Filters(int depth)
    {
        var plain =
            from path in Path
            from comparison in Operator
            from value in Value
            select $"{path} {comparison} {value}";
        var present = Path.Select(path => $"{path} pr");
        if (depth == 0)
            return Gen.OneOf(plain, present);
        var inner = Filters(depth - 1);
        return Gen.Frequency(
            (4, plain),
            (2, present),
            (1, inner.Select(one => $"not ({one})")),
            (1, Value.Select(one => $"emails[type eq \"work\" and value eq {one}]")),
            (
                1,
                from left in inner
                from both in Mostly(["and", "or"], ["xor"])
                from right in inner
                select $"({left}) {both} {right}"
            ),
            (1, inner.Select(one => one[..(one.Length / 2)]))
        );
    }

    private static Gen<string> Mostly(string[] usual, string[] odd) =>
        Gen.Frequency((9, Gen.Elements(usual)), (1, Gen.Elements(odd)));

    private static Gen<string> Patches(string user) =>
        Gen.ArrayOf(
                from verb in Mostly(["\"add\"", "\"Replace\"", "\"remove\""], ["\"move\"", "1", "null"])
                from path in Gen.OneOf(Path, Filters(1).Select(one => $"emails[{one}].value"))
                from value in Gen.Elements(
                    "null",
                    "true",
                    "\"False\"",
                    "1.5",
                    "\"\"",
                    "[]",
                    "{}",
                    "[null]",
                    "[[]]",
                    """{"value":"x"}""",
                    $$"""[{"value":"{{user}}"}]""",
                    """[{"value":"a","primary":true},{"value":"b","primary":true}]""",
                    """{"name":{"givenName":null},"emails":[{"value":1}]}"""
                )
                select $$"""{"op":{{verb}},"path":{{System.Text.Json.JsonSerializer.Serialize(path)}},"value":{{value}}}"""
            )
            .Select(operations => $"[{string.Join(',', operations.Take(3))}]");
}
