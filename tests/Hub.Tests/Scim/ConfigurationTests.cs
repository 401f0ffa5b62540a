using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Scim;

/// <summary>What an operator can configure: further extensions, rules for roles, external ids that may repeat.</summary>
public sealed class ConfigurationTests
{
    private const string Desk = "urn:example:params:scim:schemas:extension:desk:2.0:User";

    [Fact]
    public async Task A_configured_extension_is_like_a_published_one()
    {
        string[] Attribute(int number, string name, params string[] more) =>
            [
                $"--Scim:Extensions:0:Attributes:{number}:Name={name}",
                .. more.Select(one => $"--Scim:Extensions:0:Attributes:{number}:{one}"),
            ];
        await using var host = await HubHost.Start([
            $"--Scim:Extensions:0:Id={Desk}",
            "--Scim:Extensions:0:Description=Where somebody sits",
            .. Attribute(0, "floor", "Type=Integer"),
            .. Attribute(1, "badge", "CaseExact=true", "Mutability=Immutable"),
            .. Attribute(2, "tags", "MultiValued=true"),
            .. Attribute(3, "secret", "Returned=Request"),
            .. Attribute(4, "remote", "Type=Boolean"),
        ]);
        var scim = await ScimHub.Provider(host, host.Admin, "Okta");
        Assert.Equal(Desk, (string)(await scim.Get($"/Schemas/{Desk}")).Ok().Json["id"]!);
        var made = await scim.CreateUser(
            "one",
            $$$""","{{{Desk}}}":{"FLOOR":3,"badge":"B7","tags":["a","b"],"secret":"s","remote":"True","unknown":1} """
        );
        var user = made.Expect(HttpStatusCode.Created).Json;
        Assert.Contains(Desk, user["schemas"]!.ToJsonString());
        Assert.Equal(3, (int)user[Desk]!["floor"]!);
        Assert.Null(user[Desk]!["secret"]);
        Assert.Null(user[Desk]!["unknown"]);
        var id = (string)user["id"]!;
        var shown = (await scim.Get($"/Users/{id}?attributes={Desk}:secret")).Ok().Json;
        Assert.Equal("s", (string)shown[Desk]!["secret"]!);
        await scim.NewUser("two");
        foreach (
            var filter in (string[])
                ["floor ge 3", "floor lt 3.5", "badge eq \"B7\"", "tags eq \"A\"", "remote eq true", "floor pr"]
        )
            Assert.Equal(["one"], await scim.Names($"{Desk}:{filter}"));
        Assert.Equal(["two"], await scim.Names($"not ({Desk}:floor pr)"));
        Assert.Empty(await scim.Names($"{Desk}:badge eq \"b7\""));
        (await scim.List("/Users", $"{Desk}:floor co \"3\"")).ExpectError(400, "invalidFilter");
        (await scim.Patch($"/Users/{id}", $$"""[{"op":"replace","path":"{{Desk}}:badge","value":"B8"}]""")).ExpectError(
            400,
            "mutability"
        );
        var patched = (await scim.Patch($"/Users/{id}", $$"""[{"op":"replace","path":"{{Desk}}:floor","value":4}]"""))
            .Ok()
            .Json;
        Assert.Equal(4, (int)patched[Desk]!["floor"]!);
        (
            await scim.Patch($"/Users/{id}", $$"""[{"op":"replace","path":"{{Desk}}:floor","value":"four"}]""")
        ).ExpectError(400, "invalidValue");
        (
            await scim.Put(
                $"/Users/{id}",
                $$$"""{"schemas":["{{{ScimClient.UserUrn}}}"],"userName":"one","{{{Desk}}}":{"badge":"B9"} }"""
            )
        ).ExpectError(400, "mutability");
        var put = await scim.Put($"/Users/{id}", $$"""{"schemas":["{{ScimClient.UserUrn}}"],"userName":"one"}""");
        Assert.Equal("B7", (string)put.Ok().Json[Desk]!["badge"]!);
        Assert.Null(put.Json[Desk]!["floor"]);
    }

    [Fact]
    public async Task A_rule_gives_members_of_a_group_a_role()
    {
        await using var host = await HubHost.Start(
            "--Scim:RoleRules:0:Group=SG-*-Admins",
            "--Scim:RoleRules:0:Role=Administrators"
        );
        var scim = await ScimHub.Provider(host, host.Admin, "Okta");
        var user = await scim.NewUser("one");
        var role = (await host.Admin.Send(HttpMethod.Post, "/api/v1/roles", new { name = "Administrators" })).Id;
        await scim.NewGroup("SG-EU-Admins", user);
        await scim.NewGroup("SG-EU-Others", await scim.NewUser("two"));
        var listed = (await host.Admin.Get($"/api/v1/users?role_id={role}")).Items;
        Assert.Equal("one", (string)Assert.Single(listed)!["user_name"]!);
        Assert.Equal(
            ["Administrators False", "SG-EU-Admins True"],
            listed[0]!["roles"]!
                .AsArray()
                .Select(held => $"{held!["name"]} {(bool)held["is_direct"]!}")
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task External_ids_do_not_repeat_where_the_operator_says_so()
    {
        await using var host = await HubHost.Start("--Scim:UniqueExternalId=true");
        var scim = await ScimHub.Provider(host, host.Admin, "Okta");
        await scim.NewUser("one", ""","externalId":"X1" """);
        (await scim.CreateUser("two", ""","externalId":"X1" """)).ExpectError(409, "uniqueness");
        await scim.NewUser("three", ""","externalId":"x1" """);
    }

    [Theory]
    [InlineData("--Scim:Extensions:0:Id=nothing")]
    [InlineData("--Scim:MaxCount=0")]
    [InlineData("--RateLimits:Scim=0")]
    [InlineData("--Scim:RoleRules:0:Group=x")]
    public async Task A_configuration_that_makes_no_sense_stops_the_start(string setting) =>
        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => HubHost.Start(setting));
}
