using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Scim.Rfc7644;

/// <summary>Groups and their members through PUT, PATCH and DELETE.</summary>
public sealed class S35GroupTests(ScimHub hub) : IClassFixture<ScimHub>
{
    [Fact]
    public async Task Members_come_and_go()
    {
        var scim = await hub.Open();
        var users = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => scim.NewUser($"u{number}")));
        var group = await scim.NewGroup("Guides", users[0]);
        async Task Expect(string operations, params string[] members)
        {
            var answer = await scim.Patch($"/Groups/{group}", operations);
            Assert.Equal(HttpStatusCode.NoContent, answer.Expect(HttpStatusCode.NoContent).Status);
            Assert.Equal(members.Order(StringComparer.Ordinal), await scim.Members(group));
        }

        await Expect($$"""[{"op":"add","path":"members","value":[{"value":"{{users[1]}}"}]}]""", users[0], users[1]);
        await Expect($$$"""[{"op":"add","value":{"members":[{"value":"{{{users[2]}}}"}]}}]""", users[..3]);
        await Expect($$"""[{"op":"remove","path":"members[value eq \"{{users[0]}}\"]"}]""", users[1], users[2]);
        await Expect($$"""[{"op":"remove","path":"members[value eq \"{{users[0]}}\"]"}]""", users[1], users[2]);
        await Expect($$"""[{"op":"Remove","path":"members","value":[{"value":"{{users[1]}}"}]}]""", users[2]);
        await Expect(
            $$"""[{"op":"replace","path":"members","value":[{"value":"{{users[3]}}"},{"value":"{{users[0]}}"}]}]""",
            users[3],
            users[0]
        );
        await Expect(
            $$"""[{"op":"remove","path":"members","value":[{"value":"{{users[3]}}"}]},{"op":"add","path":"members","value":[{"value":"{{users[1]}}"}]}]""",
            users[0],
            users[1]
        );
        await Expect("""[{"op":"remove","path":"members[display eq \"u1\"]"}]""", users[0]);
        await Expect("""[{"op":"remove","path":"members"}]""");
        await Expect("""[{"op":"add","path":"members","value":[{"value":"nobody"}]}]""");
    }

    [Fact]
    public async Task A_membership_shows_at_the_user_and_moves_the_groups_version()
    {
        var scim = await hub.Open();
        var user = await scim.NewUser("bjensen");
        var group = await scim.NewGroup("Guides");
        var before = await scim.Get($"/Groups/{group}");
        await scim.Patch($"/Groups/{group}", $$"""[{"op":"add","path":"members","value":[{"value":"{{user}}"}]}]""");
        Assert.NotEqual(before.ETag, (await scim.Get($"/Groups/{group}")).ETag);
        var shown = Assert.Single((await scim.User(user))["groups"]!.AsArray())!;
        Assert.Equal(group, (string)shown["value"]!);
        Assert.Equal("Guides", (string)shown["display"]!);
        Assert.Equal("direct", (string)shown["type"]!);
        await scim.Patch($"/Groups/{group}", """[{"op":"replace","path":"displayName","value":"Leaders"}]""");
        Assert.Equal("Leaders", (string)(await scim.User(user))["groups"]![0]!["display"]!);
        await scim.Delete($"/Groups/{group}");
        Assert.Null((await scim.User(user))["groups"]);
    }

    [Fact]
    public async Task A_patch_that_changes_nothing_leaves_the_group()
    {
        var scim = await hub.Open();
        var user = await scim.NewUser("bjensen");
        var group = await scim.NewGroup("Guides", user);
        var before = await scim.Get($"/Groups/{group}");
        await scim.Patch($"/Groups/{group}", $$"""[{"op":"add","path":"members","value":[{"value":"{{user}}"}]}]""");
        Assert.Equal(before.Text, (await scim.Get($"/Groups/{group}")).Text);
    }

    [Fact]
    public async Task A_replacement_replaces_name_and_members()
    {
        var scim = await hub.Open();
        var (one, two) = (await scim.NewUser("one"), await scim.NewUser("two"));
        var group = await scim.NewGroup("Guides", one);
        var answer = await scim.Put(
            $"/Groups/{group}",
            $$"""{"schemas":["{{ScimClient.GroupUrn}}"],"id":"{{group}}","displayName":"New","members":[{"value":"{{two}}"}]}"""
        );
        Assert.Equal("New", (string)answer.Ok().Json["displayName"]!);
        Assert.Equal([two], await scim.Members(group));
        (await scim.Put($"/Groups/{group}", $$"""{"schemas":["{{ScimClient.GroupUrn}}"],"displayName":"New"}""")).Ok();
        Assert.Empty(await scim.Members(group));
    }

    [Fact]
    public async Task A_patch_shows_the_group_when_attributes_are_asked_for()
    {
        var scim = await hub.Open();
        var group = await scim.NewGroup("Guides");
        var answer = await scim.Patch(
            $"/Groups/{group}?attributes=displayName",
            """[{"op":"replace","path":"displayName","value":"New"}]"""
        );
        Assert.Equal("New", (string)answer.Ok().Json["displayName"]!);
    }

    [Fact]
    public async Task Groups_inside_groups_resolve_and_circles_end()
    {
        var scim = await hub.Open();
        var user = await scim.NewUser("bjensen");
        var inner = await scim.NewGroup("Inner", user);
        var outer = await scim.NewGroup("Outer", inner);
        await scim.Patch(
            $"/Groups/{inner}",
            $$"""[{"op":"add","path":"members","value":[{"value":"{{outer}}"},{"value":"{{inner}}"}]}]"""
        );
        var groups = (await scim.User(user))["groups"]!.AsArray();
        Assert.Equal(
            ["Inner direct", "Outer indirect"],
            groups
                .Select(group => $"{(string)group!["display"]!} {(string)group["type"]!}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ["Group"],
            (await scim.Get($"/Groups/{outer}")).Json["members"]!.AsArray().Select(member => (string)member!["type"]!)
        );
        Assert.Equal(3, (await scim.Members(inner)).Length);
        await scim.Delete($"/Groups/{inner}");
        Assert.Empty(await scim.Members(outer));
    }

    [Fact]
    public async Task Many_members_at_once_are_one_change()
    {
        var scim = await hub.Open();
        var users = await Task.WhenAll(Enumerable.Range(0, 450).Select(number => scim.NewUser($"u{number}")));
        var group = await scim.NewGroup("Everybody");
        var list = string.Join(',', users.Select(user => $$"""{"value":"{{user}}"}"""));
        (await scim.Patch($"/Groups/{group}", $$"""[{"op":"add","path":"members","value":[{{list}}]}]""")).Expect(
            HttpStatusCode.NoContent
        );
        Assert.Equal(450, (await scim.Members(group)).Length);
        Assert.Equal(450, await scim.Count("/Users", $"groups.value eq \"{group}\""));
        Assert.Equal(HttpStatusCode.NoContent, (await scim.Delete($"/Groups/{group}")).Status);
        Assert.Equal(0, await scim.Count("/Users", "groups pr"));
    }

    [Theory]
    [InlineData("""[{"op":"remove","path":"displayName"}]""", "mutability")]
    [InlineData("""[{"op":"replace","path":"id","value":"x"}]""", "mutability")]
    [InlineData("""[{"op":"replace","path":"members[value eq \"x\"].value","value":"y"}]""", "mutability")]
    [InlineData("""[{"op":"add","path":"members","value":[5]}]""", "invalidValue")]
    [InlineData("""[{"op":"replace","path":"nothing","value":"x"}]""", "invalidPath")]
    public async Task What_cannot_be_done_is_refused(string operations, string scimType)
    {
        var scim = await hub.Open();
        var group = await scim.NewGroup("Guides");
        (await scim.Patch($"/Groups/{group}", operations)).ExpectError(400, scimType);
    }
}
