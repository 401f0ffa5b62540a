using System.Net;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Tokens;
using Hub.Ports.Store;
using Hub.Scim.Access;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;
using Hub.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Tokens;

/// <summary>From what an organization is shown it learns nothing of how many others there are, or of what they do.</summary>
public sealed class NothingOfOthersTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    [Fact]
    public async Task An_ETag_is_as_long_as_any_and_says_nothing_of_the_version_that_it_stands_for()
    {
        var made = (await hub.Admin.CreateDepartment(new { name = "Tagged" })).Expect(HttpStatusCode.Created);
        var path = $"/api/v1/departments/{made.Id}";
        var tags = hub.Host.App.Services.GetRequiredService<EntityTags>();
        var (own, other) = (await hub.Host.OrganizationOf(hub.Admin), await hub.Host.OrganizationOf(hub.Neighbour));
        var version = await VersionOf(own, made.Id);

        Assert.Equal(made.ETag, (await hub.Admin.Get(path)).ETag);
        Assert.Equal($"\"{tags.Of(own, version)}\"", made.ETag);
        Assert.NotEqual(tags.Of(own, version), tags.Of(other, version));
        Assert.Equal(24, made.ETag!.Length);
        Assert.DoesNotContain(version.Value, made.ETag);
        // As hubs answered once.
        (await Rename($"\"{version.Value}\"")).Expect(HttpStatusCode.PreconditionFailed);
        var renamed = (await Rename(made.ETag)).Expect(HttpStatusCode.OK).ETag;
        (await Rename(made.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        Assert.Equal(24, renamed!.Length);
        Assert.NotEqual(made.ETag, renamed);

        Task<Answer> Rename(string tag) =>
            hub.Admin.Send(HttpMethod.Put, path, new { name = $"Renamed {tag.Length}" }, ("If-Match", tag));
    }

    [Fact]
    public async Task SCIM_s_versions_are_of_the_same_make()
    {
        var scim = await ScimHub.Provider(hub.Host, hub.Admin, "Versions");
        var user = await scim.NewUser("versioned");

        var version = (string)(await scim.User(user))["meta"]!["version"]!;

        Assert.Equal("W/\"".Length + 22 + 1, version.Length);
        Assert.Equal(version, (await scim.Get($"/Users/{user}")).ETag);
    }

    [Fact]
    public async Task The_numbers_of_tokens_count_the_organization_s_own()
    {
        var first = await NewToken(hub.Admin, "tokens");
        for (var count = 0; count < 5; count++)
            await NewToken(hub.Neighbour, "tokens");
        var second = await NewToken(hub.Admin, "tokens");

        Assert.Equal((first >> 31) + 1, second >> 31);
        // What stands behind the count is no count: with one in two thousand million it is the next all the same.
        Assert.NotEqual(first + (1L << 31) + 1, second);
        Assert.InRange(second, 1, (1L << 53) - 1);
    }

    [Fact]
    public async Task The_numbers_of_provider_tokens_do_so_too_and_pass_over_those_of_former_times()
    {
        var first = await NewToken(hub.Admin, "scim-tokens");
        await NewToken(hub.Neighbour, "scim-tokens");
        await StoreFormer(await hub.Host.OrganizationOf(hub.Admin), first + 1);

        Assert.Equal(first + 2, await NewToken(hub.Admin, "scim-tokens"));
    }

    [Fact]
    public async Task Provider_tokens_of_one_number_are_limited_each_for_itself()
    {
        await using var limited = await HubHost.Start("--RateLimits:Enabled=true", "--RateLimits:Scim=1");
        var neighbour = await limited.OpenOrganization("OTHER");
        var one = await ScimHub.Provider(limited, limited.Admin, "Okta");
        var other = await ScimHub.Provider(limited, neighbour, "Okta");

        (await one.Get("/Users")).Ok();
        (await one.Get("/Users")).ExpectError(429);
        (await other.Get("/Users")).Ok();
    }

    private static async Task<long> NewToken(HubClient client, string kind) =>
        (await client.Send(HttpMethod.Post, $"/api/v1/{kind}", new { name = "Counted" }))
            .Expect(HttpStatusCode.Created)
            .Id;

    private async Task<DocumentVersion> VersionOf(OrganizationId organization, long department)
    {
        var query = new Domain.Queries.Query
        {
            Partition = Domain.Departments.Department.Kind.Partition,
            Filter = Domain.Queries.Filter.Equal("id", FieldValue.Integer(department)),
        };
        var page = await hub.Host.Store.Query(
            Domain.Departments.Department.Kind.Document,
            organization,
            query,
            TestContext.Current.CancellationToken
        );
        return Assert.Single(page.Items).Version;
    }

    private async Task StoreFormer(OrganizationId organization, long number)
    {
        var token = new ScimToken
        {
            Id = number,
            Organization = organization,
            Name = "Former",
            Hash = ScimToken.HashOf("scim_of-former-times"),
            CreatedAt = DateTimeOffset.UtcNow,
        };
        Assert.IsType<CommitResult.Done>(
            await hub.Host.Store.Commit(ScimTokens.Write(token, Expected.Absent), TestContext.Current.CancellationToken)
        );
    }
}
