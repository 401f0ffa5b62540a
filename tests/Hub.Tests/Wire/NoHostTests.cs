using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Hub.Tests.Hosting;

namespace Hub.Tests.Wire;

/// <summary>A request of HTTP/1.0 may name no host: then nobody knows under which one the hub is reached.</summary>
public sealed class NoHostTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Theory]
    [InlineData("/api/v1/tickets", "/api/v1/tickets/")]
    [InlineData("/api/v1/departments", "/api/v1/departments/")]
    public async Task Location_is_a_path(string path, string location)
    {
        var body = JsonSerializer.Serialize(
            new
            {
                name = "No host",
                subject = "A",
                description = "B",
                requester_email = "a@b.c",
            }
        );

        var answer = await Ask(
            $"POST {path} HTTP/1.0\r\nAuthorization: Bearer {HubHost.FirstToken}\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {body.Length}\r\n\r\n{body}"
        );

        Assert.StartsWith("HTTP/1.1 201", answer);
        Assert.Contains($"\r\nLocation: {location}", answer);
    }

    [Fact]
    public async Task HEAD_has_no_body_on_the_wire()
    {
        var answer = await Ask($"HEAD /api/v1/tickets HTTP/1.0\r\nAuthorization: Bearer {HubHost.FirstToken}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200", answer);
        Assert.EndsWith("\r\n\r\n", answer);
    }

    private async Task<string> Ask(string request)
    {
        using var client = new TcpClient();
        var address = new Uri(hub.Host.App.Urls.First());
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
