using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Laws;

/// <summary>What is created can be read where the answer says, and is created once.</summary>
public sealed class CreationLaws(HubUnderLaws hub) : IClassFixture<HubUnderLaws>
{
    [Fact]
    public Task Where_an_answer_sends_its_reader_there_is_something() =>
        hub.Hold(
            route => route.Creates || route.Answers("Location"),
            async route =>
            {
                var made = await hub.Call(route, await hub.PathOf(route.Path), await hub.BodyOf(route));

                var location = made.Header("Location");
                Assert.NotNull(location);
                var read = route.Creates
                    ? await hub.Admin.Get(location)
                    // What was queued is there once the queue has got to it.
                    : await Wait.For(() => hub.Admin.Get(location), answer => answer.Status != HttpStatusCode.NotFound);
                read.Expect(HttpStatusCode.OK);
            }
        );

    /// <summary>A POST that answers 202 asks for something to be done to what is there, and delivers under the same ids.</summary>
    [Fact]
    public Task A_key_is_taken_exactly_where_something_is_created() =>
        hub.Hold(
            _ => true,
            route =>
            {
                Assert.Equal(route.Creates, route.Takes("Idempotency-Key"));
                return Task.CompletedTask;
            }
        );

    [Fact]
    public Task The_same_key_twice_is_one_record_and_one_answer() =>
        hub.Hold(
            route => route.Creates,
            async route =>
            {
                var path = await hub.PathOf(route.Path);
                var body = await hub.BodyOf(route);
                var key = ("Idempotency-Key", Guid.NewGuid().ToString());
                var before = await hub.Read(route, path);

                var first = await hub.Call(route, path, body, key);
                var between = await hub.Read(route, path);
                var second = await hub.Call(route, path, body, key);
                var after = await hub.Read(route, path);

                first.Expect(HttpStatusCode.Created);
                Assert.Equal(first.Text, second.Expect(HttpStatusCode.Created).Text);
                Assert.Equal(first.Header("Location"), second.Header("Location"));
                Assert.Equal("true", second.Header("Idempotency-Replayed"));
                Assert.NotEqual(before.Text, between.Text);
                Assert.Equal(between.Text, after.Text);
            }
        );
}
