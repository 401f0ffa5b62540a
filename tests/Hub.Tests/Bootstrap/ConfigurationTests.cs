using Hub.Tests.Hosting;

namespace Hub.Tests.Bootstrap;

public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("RateLimits:Read", "0")]
    [InlineData("RateLimits:CreateTicket", "-5")]
    [InlineData("RateLimits:Write", "many")]
    [InlineData("RateLimits:Enabled", "perhaps")]
    [InlineData("Hub:PublicUrl", "hub.example.com")]
    [InlineData("Hub:Bootstrap:Prefix", "acme")]
    [InlineData("Hub:Bootstrap:Organization", " ")]
    [InlineData("Hub:Bootstrap:Token", "x|y")]
    public async Task A_bad_value_stops_the_start_with_one_line_that_names_its_key(string key, string value)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => HubHost.Start($"--{key}={value}"));

        var line = StartRefusal.Explain(failure);
        Assert.NotNull(line);
        Assert.Contains(key, line);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public async Task Two_bad_values_are_both_named()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() =>
            HubHost.Start("--RateLimits:Read=0", "--Hub:Bootstrap:Prefix=x")
        );

        Assert.Contains("RateLimits:Read", StartRefusal.Explain(failure));
        Assert.Contains("Hub:Bootstrap:Prefix", StartRefusal.Explain(failure));
    }

    [Fact]
    public async Task A_folder_in_use_by_another_hub_stops_the_start()
    {
        var folder = HubHost.NewFolder();
        await using (await HubHost.StartIn(folder, null))
        {
            var failure = await Assert.ThrowsAnyAsync<Exception>(() => HubHost.StartIn(folder, null));
            Assert.Contains(folder, StartRefusal.Explain(failure));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_bug_is_not_explained_away() =>
        Assert.Null(StartRefusal.Explain(new InvalidOperationException("a bug")));

    [Fact]
    public async Task Locations_stand_below_the_public_address()
    {
        await using var host = await HubHost.Start("--Hub:PublicUrl=https://hub.example.com/base/");

        var created = await host.Admin.CreateTicket();

        Assert.Equal($"https://hub.example.com/base/api/v1/tickets/{created.Id}", created.Header("Location"));
    }
}
