using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Laws;

/// <summary>Versions and conditions: a route does what its document says, and nothing of what it does not say.</summary>
public sealed class VersionLaws(HubUnderLaws hub) : IClassFixture<HubUnderLaws>
{
    private const string Other = "\"no-such-version\"";

    [Fact]
    public Task A_wrong_version_changes_nothing_where_If_Match_is_documented_and_is_ignored_elsewhere() =>
        hub.Hold(
            _ => true,
            async route =>
            {
                var path = await hub.PathOf(route.Path);
                var before = route.Takes("If-Match") ? await hub.Read(route, path) : null;

                var answer = await hub.Call(route, path, await hub.BodyOf(route), ("If-Match", Other));

                if (before is null)
                {
                    ExpectSuccess(answer);
                    return;
                }
                answer.ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition_failed");
                Assert.Equal(before.Text, (await hub.Read(route, path)).Text);
            }
        );

    [Fact]
    public Task The_version_as_read_lets_a_change_pass() =>
        hub.Hold(
            route => route.Takes("If-Match"),
            async route =>
            {
                var path = await hub.PathOf(route.Path);
                var body = await hub.BodyOf(route);
                var version = await hub.VersionOf(route, path);
                Assert.NotNull(version);

                ExpectSuccess(await hub.Call(route, path, body, ("If-Match", version)));
            }
        );

    /// <summary>A proxy that compresses answers makes their tags weak.</summary>
    [Fact]
    public Task The_version_made_weak_lets_a_change_pass_and_another_weak_one_does_not() =>
        hub.Hold(
            route => route.Takes("If-Match"),
            async route =>
            {
                var path = await hub.PathOf(route.Path);
                var body = await hub.BodyOf(route);
                var version = await hub.VersionOf(route, path);

                (await hub.Call(route, path, body, ("If-Match", $"W/{Other}"))).ExpectProblem(
                    HttpStatusCode.PreconditionFailed,
                    "precondition_failed"
                );
                ExpectSuccess(await hub.Call(route, path, body, ("If-Match", $"W/{Other}, W/{version}")));
            }
        );

    [Fact]
    public Task A_version_is_answered_exactly_where_it_is_documented() =>
        hub.Hold(
            _ => true,
            async route =>
            {
                var answer = await hub.Call(route, await hub.PathOf(route.Path), await hub.BodyOf(route));

                ExpectSuccess(answer);
                Assert.Equal(route.Answers("ETag"), answer.ETag is not null);
            }
        );

    [Fact]
    public Task What_the_client_has_is_not_sent_again_exactly_where_that_is_documented() =>
        hub.Hold(
            _ => true,
            async route =>
            {
                Assert.Equal(route.Takes("If-None-Match"), route.Told.Responses.ContainsKey("304"));
                var path = await hub.PathOf(route.Path);
                if (!route.Takes("If-None-Match"))
                {
                    var body = await hub.BodyOf(route);
                    ExpectSuccess(await hub.Call(route, path, body, ("If-None-Match", "*")));
                    return;
                }
                var known = (await hub.Call(route, path, null)).ETag!;

                var again = await hub.Call(route, path, null, ("If-None-Match", $"{Other}, {known}"));
                var other = await hub.Call(route, path, null, ("If-None-Match", Other));

                again.Expect(HttpStatusCode.NotModified);
                Assert.Empty(again.Text);
                Assert.Equal(known, again.ETag);
                other.Expect(HttpStatusCode.OK);
            }
        );

    private static void ExpectSuccess(Answer answer) =>
        Assert.True((int)answer.Status is >= 200 and < 300, answer.ToString());
}
