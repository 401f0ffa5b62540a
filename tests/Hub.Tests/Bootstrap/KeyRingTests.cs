using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Bootstrap;

/// <summary>What the hub encrypts, such as answers kept for idempotency keys, outlives a restart and the vault's secret guards it.</summary>
public sealed class KeyRingTests : IDisposable
{
    private const string Secret = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static readonly (string, string) Key = ("Idempotency-Key", "once");

    private readonly string folder = HubHost.NewFolder();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Keys_are_stored_encrypted_with_the_secret_and_read_again_with_it()
    {
        var first = await CreateOnce($"--Hub:KeyRingSecret={Secret}");

        var stored = Keys();
        Assert.Contains("<wrappedKey", stored);
        Assert.DoesNotContain("<masterKey", stored);
        Assert.Equal(first, await CreateOnce($"--Hub:KeyRingSecret={Secret}"));
    }

    [Fact]
    public async Task Keys_from_before_there_was_a_secret_are_still_read()
    {
        var first = await CreateOnce();

        Assert.Contains("<masterKey", Keys());
        Assert.Equal(first, await CreateOnce($"--Hub:KeyRingSecret={Secret}"));
    }

    [Fact]
    public async Task Whoever_else_uses_the_machine_does_not_read_the_keys_that_a_restore_left_open()
    {
        var keys = Directory.CreateDirectory(Path.Combine(folder, "keys"));
        if (!OperatingSystem.IsWindows())
            keys.UnixFileMode |= UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

        await CreateOnce();

        if (!OperatingSystem.IsWindows())
            Assert.Equal("700", Convert.ToString((int)File.GetUnixFileMode(keys.FullName), 8));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("MDEyMw==")]
    public async Task A_secret_of_another_size_stops_the_start(string secret)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => CreateOnce($"--Hub:KeyRingSecret={secret}"));

        Assert.Contains("Hub:KeyRingSecret must be 32 bytes in base64", StartRefusal.Explain(refused));
    }

    private string Keys() =>
        string.Concat(Directory.GetFiles(Path.Combine(folder, "keys"), "*.xml").Select(File.ReadAllText));

    private async Task<string> CreateOnce(params string[] settings)
    {
        await using var host = await HubHost.StartIn(folder, null, settings);
        return (await host.Admin.CreateTicket(Samples.Ticket(), Key)).Expect(HttpStatusCode.Created).Text;
    }
}
