using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Scim.Rfc7643;

/// <summary>RFC 7643, 3.1: <c>meta</c>, its times and places.</summary>
public sealed class S31MetaTests(ScimHub hub) : IClassFixture<ScimHub>, IAsyncLifetime
{
    private ScimClient scim = null!;
    private string id = null!;

    public async ValueTask InitializeAsync()
    {
        scim = await hub.Open();
        id = await scim.NewUser("bjensen");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Times_and_places_stay_true_through_changes()
    {
        var before = (await scim.User(id))["meta"]!;
        var operation = """[{"op":"add","path":"locale","value":"en-US"}]""";
        var after = (await scim.Patch($"/Users/{id}", operation)).Ok().Json["meta"]!;
        Assert.Equal((string)before["created"]!, (string)after["created"]!);
        Assert.True(
            DateTimeOffset.Parse((string)before["lastModified"]!) < DateTimeOffset.Parse((string)after["lastModified"]!)
        );
        Assert.Equal((string)before["location"]!, (string)after["location"]!);
    }

    [Fact]
    public async Task Changes_within_one_tick_of_the_clock_still_follow_each_other()
    {
        var clock = new FakeTimeProvider(Samples.Morning);
        await using var host = await HubHost.StartIn(null, builder =>
            builder.Services.AddSingleton<TimeProvider>(clock)
        );
        var provider = await ScimHub.Provider(host, host.Admin, "Okta");
        var user = await provider.NewUser("quick");
        var times = new List<string> { (string)(await provider.User(user))["meta"]!["created"]! };
        foreach (var title in (string[])["Guide", "Tour guide", "Head guide"])
        {
            var operation = $$"""[{"op":"replace","path":"title","value":"{{title}}"}]""";
            times.Add((string)(await provider.Patch($"/Users/{user}", operation)).Ok().Json["meta"]!["lastModified"]!);
        }
        Assert.Equal(
            [
                "2026-05-24T10:30:00.000Z",
                "2026-05-24T10:30:00.001Z",
                "2026-05-24T10:30:00.002Z",
                "2026-05-24T10:30:00.003Z",
            ],
            times
        );
    }

    [Fact]
    public async Task A_time_as_it_is_shown_finds_exactly_what_it_was_shown_of()
    {
        var at = (string)(await scim.User(id))["meta"]!["lastModified"]!;
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", at);
        Assert.Equal(["bjensen"], await scim.Names($"meta.lastModified eq \"{at}\""));
        Assert.Equal(["bjensen"], await scim.Names($"meta.lastModified ge \"{at}\" and meta.lastModified le \"{at}\""));
        Assert.Empty(await scim.Names($"meta.lastModified gt \"{at}\""));
        Assert.Empty(await scim.Names($"meta.lastModified lt \"{at}\""));
        Assert.Equal(["bjensen"], await scim.Names($"meta.created eq \"{at[..^1]}+00:00\""));
    }
}
