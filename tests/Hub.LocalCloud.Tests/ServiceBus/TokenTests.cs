using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;
using Hub.LocalCloud.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

/// <summary>Tokens are signed here independently of the host's own code, and by the real clock.</summary>
public sealed class TokenTests
{
    private static readonly ServiceBusOptions Defaults = new();

    [Theory]
    [InlineData("")]
    [InlineData("deliveries")]
    [InlineData("DELIVERIES/")]
    public async Task A_token_opens_everything_below_its_address(string path)
    {
        await using var bus = await Bus.Start();
        await using var client = bus.Connect(connectionString: Connection(bus, Sign(path)));

        await client.CreateSender(Bus.Queue).SendMessageAsync(new("a"));
        var receiver = client.CreateReceiver(Bus.Queue);
        var message = await bus.Receive(receiver);
        await receiver.RenewMessageLockAsync(message);

        Assert.Equal(1, bus.Counts.Locked);
    }

    [Theory]
    [InlineData("another")]
    [InlineData("deliver")]
    [InlineData("deliveries/$DeadLetterQueue")]
    public async Task A_token_for_another_address_opens_nothing(string path)
    {
        await using var bus = await Bus.Start();

        await Refuses(bus, Sign(path));
    }

    [Fact]
    public async Task A_token_for_another_host_opens_nothing()
    {
        await using var bus = await Bus.Start();

        await Refuses(bus, Sign(host: "localhost"));
    }

    [Fact]
    public async Task A_token_that_has_run_out_opens_nothing()
    {
        await using var bus = await Bus.Start();

        await Refuses(bus, Sign(lifetime: TimeSpan.FromSeconds(-1)));
    }

    [Theory]
    [InlineData("SharedAccessKeyName=RootManageSharedAccessKey", "SharedAccessKeyName=Somebody")]
    [InlineData("SharedAccessKey=b", "SharedAccessKey=c")]
    public async Task A_wrong_key_or_name_opens_nothing(string right, string wrong)
    {
        await using var bus = await Bus.Start();
        var connection = bus.Host.ConnectionString.Replace(right, wrong, StringComparison.Ordinal);

        await RefusesMessages(bus, connection);

        var options = new ServiceBusAdministrationClientOptions { Retry = { MaxRetries = 0 } };
        var administration = new ServiceBusAdministrationClient(connection, options);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => administration.GetQueueAsync(Bus.Queue));
    }

    [Theory]
    [InlineData("SharedAccessSignature sr=a&sr=b&sig=c&se=1&skn=d", "MalformedToken")]
    [InlineData("SharedAccessSignature sr=a", "MalformedToken")]
    [InlineData("Basic dXNlcjpwYXNz", "MalformedToken")]
    [InlineData("Bearer a.b.c", "InvalidToken")]
    [InlineData("", "MissingToken")]
    public async Task What_is_no_token_opens_nothing(string credentials, string why)
    {
        await using var bus = await Bus.Start();

        Assert.Contains(why, await RefusesAdministration(bus, credentials), StringComparison.Ordinal);
    }

    private static async Task Refuses(Bus bus, string token)
    {
        await RefusesMessages(bus, Connection(bus, token));
        await RefusesAdministration(bus, token);
    }

    private static async Task RefusesMessages(Bus bus, string connectionString)
    {
        await using var client = bus.Connect(connectionString: connectionString);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            client.CreateSender(Bus.Queue).SendMessageAsync(new("a"))
        );
        Assert.Equal((0, 0), (bus.Counts.Total, bus.Host.Requests(ServiceBusOperation.AttachSender)));
    }

    private static async Task<string> RefusesAdministration(Bus bus, string credentials)
    {
        using var http = new HttpClient { BaseAddress = bus.Host.Endpoint };
        using var request = new HttpRequestMessage(HttpMethod.Get, Bus.Queue);
        request.Headers.TryAddWithoutValidation("Authorization", credentials);
        using var response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(0, bus.Host.Requests(ServiceBusOperation.Describe));
        return await response.Content.ReadAsStringAsync();
    }

    private static string Sign(string path = "", string host = "127.0.0.1", TimeSpan? lifetime = null)
    {
        var resource = Uri.EscapeDataString($"amqps://{host}/{path}");
        var expiry = (DateTimeOffset.UtcNow + (lifetime ?? TimeSpan.FromHours(1))).ToUnixTimeSeconds();
        var text = string.Create(CultureInfo.InvariantCulture, $"{resource}\n{expiry}");
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Defaults.Key), Encoding.UTF8.GetBytes(text));
        var signature = Uri.EscapeDataString(Convert.ToBase64String(hash));
        return $"SharedAccessSignature sr={resource}&sig={signature}&se={expiry}&skn={Defaults.KeyName}";
    }

    private static string Connection(Bus bus, string token) =>
        $"Endpoint=sb://127.0.0.1:{bus.Host.Endpoint.Port};SharedAccessSignature={token};UseDevelopmentEmulator=true";
}
