using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Laws;

/// <summary>HEAD is GET without a body.</summary>
public sealed class HeadLaws(HubUnderLaws hub) : IClassFixture<HubUnderLaws>
{
    [Fact]
    public Task Every_route_that_takes_GET_takes_HEAD() =>
        hub.Hold(
            route => route.Method == HttpMethod.Get,
            async route =>
            {
                var path = await hub.PathOf(route.Path);
                var get = await hub.Admin.Get(path);

                var head = await hub.Admin.Send(HttpMethod.Head, path, null);

                Assert.Equal(("", get.Status), (head.Text, head.Status));
                Assert.Equal(get.ETag, head.ETag);
                Assert.Equal(get.Header("Content-Type"), head.Header("Content-Type"));
            }
        );

    [Fact]
    public Task What_is_not_there_is_404_and_what_the_client_has_304() =>
        hub.Hold(
            route => route.Method == HttpMethod.Get && route.Takes("If-None-Match"),
            async route =>
            {
                var path = await hub.PathOf(route.Path);
                var known = (await hub.Admin.Get(path)).ETag!;

                var same = await hub.Admin.Send(HttpMethod.Head, path, null, ("If-None-Match", known));
                var gone = await hub.Admin.Send(HttpMethod.Head, path[..path.LastIndexOf('/')] + "/999999999", null);

                Assert.Equal((HttpStatusCode.NotModified, ""), (same.Status, same.Text));
                Assert.Equal((HttpStatusCode.NotFound, ""), (gone.Status, gone.Text));
            }
        );

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    public async Task Health_and_documents_take_it_without_a_token(string path)
    {
        var nobody = hub.Host.As(null);

        var head = await nobody.Send(HttpMethod.Head, path, null);

        Assert.Equal((HttpStatusCode.OK, ""), (head.Status, head.Text));
        Assert.Equal(HttpStatusCode.OK, (await nobody.Get(path)).Status);
    }

    [Fact]
    public async Task A_path_without_GET_refuses_it_and_one_with_GET_lists_it()
    {
        var none = await hub.Admin.Send(HttpMethod.Head, "/api/v1/tickets/1/merge", null);
        var other = await hub.Admin.Send(HttpMethod.Patch, "/api/v1/tickets", "{}");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, none.Status);
        Assert.DoesNotContain("HEAD", none.Header("Allow"));
        Assert.Contains("HEAD", other.Header("Allow"));
    }
}
