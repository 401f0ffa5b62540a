namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class AuthorizationTests
{
    [Theory]
    [InlineData("")]
    [InlineData("deliveries")]
    [InlineData("Deliveries/")]
    [InlineData("deliveries/messages")]
    public async Task A_token_for_the_namespace_or_the_queue_lets_in(string scope)
    {
        await using var bus = await LocalBus.Start();

        using var response = await Poll(bus, bus.Sign(scope));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task The_scheme_and_the_case_of_the_encoding_do_not_matter()
    {
        await using var bus = await LocalBus.Start();
        var resource = $"sb%3a%2f%2f127.0.0.1%3a{bus.Host.Endpoint.Port}%2fdeliveries";

        using var response = await Poll(bus, bus.SignResource(resource));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("deliver")]
    [InlineData("deliveries/$deadletterqueue")]
    public async Task A_token_for_something_else_is_401(string scope)
    {
        await using var bus = await LocalBus.Start();

        await ErrorAssert.Refused(await Poll(bus, bus.Sign(scope)), HttpStatusCode.Unauthorized, "InvalidAudience");
    }

    [Fact]
    public async Task A_token_for_another_host_is_401()
    {
        await using var bus = await LocalBus.Start();
        await using var other = await LocalBus.Start();

        await ErrorAssert.Refused(await Poll(bus, other.Sign()), HttpStatusCode.Unauthorized, "InvalidAudience");
    }

    [Fact]
    public async Task A_token_for_a_queue_covers_its_dead_letters()
    {
        await using var bus = await LocalBus.Start();

        using var response = await Poll(bus, bus.Sign("deliveries"), LocalBus.DeadLetters);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task A_token_is_good_until_it_expires()
    {
        await using var bus = await LocalBus.Start();
        var token = bus.Sign(lifetime: TimeSpan.FromMinutes(5));

        bus.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        using var inTime = await Poll(bus, token);
        Assert.Equal(HttpStatusCode.NoContent, inTime.StatusCode);
        bus.Time.Advance(TimeSpan.FromSeconds(1));

        await ErrorAssert.Refused(await Poll(bus, token), HttpStatusCode.Unauthorized, "ExpiredToken");
    }

    [Fact]
    public async Task A_token_signed_with_another_key_is_401()
    {
        await using var bus = await LocalBus.Start();

        var response = await Poll(bus, bus.Sign(key: "someone else's"));

        await ErrorAssert.Refused(response, HttpStatusCode.Unauthorized, "InvalidSignature");
    }

    [Fact]
    public async Task A_token_in_another_keys_name_is_401()
    {
        await using var bus = await LocalBus.Start();

        var response = await Poll(bus, bus.Sign(keyName: "someone else's"));

        await ErrorAssert.Refused(response, HttpStatusCode.Unauthorized, "InvalidSignature");
    }

    [Fact]
    public async Task A_token_whose_expiry_was_moved_is_401()
    {
        await using var bus = await LocalBus.Start();
        var token = bus.Sign().Replace("&se=1", "&se=2", StringComparison.Ordinal);

        await ErrorAssert.Refused(await Poll(bus, token), HttpStatusCode.Unauthorized, "InvalidSignature");
    }

    [Theory]
    [InlineData("SharedAccessSignature")]
    [InlineData("SharedAccessSignature sr=x&sig=y")]
    [InlineData("SharedAccessSignature sr")]
    [InlineData("Basic dXNlcjpwYXNz")]
    public async Task A_malformed_token_is_401(string token)
    {
        await using var bus = await LocalBus.Start();

        await ErrorAssert.Refused(await Poll(bus, token), HttpStatusCode.Unauthorized, "MalformedToken");
    }

    [Fact]
    public async Task No_token_is_401_before_anything_else_is_looked_at()
    {
        await using var bus = await LocalBus.Start();

        await ErrorAssert.Refused(await Poll(bus, null), HttpStatusCode.Unauthorized, "MissingToken");
        await ErrorAssert.Refused(await Poll(bus, null, "nowhere"), HttpStatusCode.Unauthorized, "MissingToken");
    }

    [Fact]
    public async Task The_configured_bearer_token_lets_in_and_no_other()
    {
        await using var bus = await LocalBus.Start(bearer: "entra-token");

        using var response = await Poll(bus, "Bearer entra-token");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await ErrorAssert.Refused(await Poll(bus, "Bearer other"), HttpStatusCode.Unauthorized, "InvalidToken");
    }

    [Fact]
    public async Task Without_a_configured_bearer_token_none_is_let_in()
    {
        await using var bus = await LocalBus.Start();

        await ErrorAssert.Refused(await Poll(bus, "Bearer "), HttpStatusCode.Unauthorized, "MalformedToken");
        await ErrorAssert.Refused(await Poll(bus, "Bearer any"), HttpStatusCode.Unauthorized, "InvalidToken");
    }

    private static async Task<HttpResponseMessage> Poll(LocalBus bus, string? token, string queue = LocalBus.Queue)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{queue}/messages/head?timeout=0");
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", token);
        }

        return await bus.Client.SendAsync(request);
    }
}
