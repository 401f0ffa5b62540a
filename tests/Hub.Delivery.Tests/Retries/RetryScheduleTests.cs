using Hub.Delivery.Egress;
using Hub.Delivery.Retries;
using Xunit;
using static Hub.Delivery.Tests.Retries.Result;

namespace Hub.Delivery.Tests.Retries;

public sealed class RetryScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 24, 10, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Tiketti_retries_after_1_5_30_and_120_minutes_to_the_second_and_then_fails_the_subscription()
    {
        int[] minutes = [1, 5, 30, 120];
        for (var attempts = 1; attempts <= 4; attempts++)
            Assert.Equal(
                new Verdict.RetryAt(Now.AddMinutes(minutes[attempts - 1])),
                Decide(RetrySchedule.FiveAttempts, attempts, Answered(500), chance: 0.9)
            );
        Assert.True(
            Assert.IsType<Verdict.GiveUp>(Decide(RetrySchedule.FiveAttempts, 5, Answered(500))).FailsSubscription
        );
    }

    [Fact]
    public void Eight_attempts_spread_over_about_a_day_and_then_only_the_delivery_is_given_up()
    {
        var at = Now;
        for (var attempts = 1; attempts < 8; attempts++)
            at = Assert.IsType<Verdict.RetryAt>(Decide(RetrySchedule.OverADay, attempts, Answered(500), now: at)).At;
        Assert.InRange((at - Now).TotalHours, 23, 25);
        Assert.False(Assert.IsType<Verdict.GiveUp>(Decide(RetrySchedule.OverADay, 8, Answered(500))).FailsSubscription);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(299)]
    public void Any_2xx_is_an_acknowledgement(int status) =>
        Assert.IsType<Verdict.Delivered>(Decide(RetrySchedule.FiveAttempts, 1, Answered(status)));

    [Theory]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(422)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public void Every_other_answer_is_retried(int status) =>
        Assert.IsType<Verdict.RetryAt>(Decide(RetrySchedule.FiveAttempts, 1, Answered(status)));

    [Theory]
    [InlineData(EgressCategory.Timeout)]
    [InlineData(EgressCategory.Dns)]
    [InlineData(EgressCategory.Refused)]
    [InlineData(EgressCategory.Tls)]
    [InlineData(EgressCategory.Network)]
    [InlineData(EgressCategory.Malformed)]
    public void Silence_is_retried(EgressCategory category) =>
        Assert.IsType<Verdict.RetryAt>(Decide(RetrySchedule.FiveAttempts, 1, Unanswered(category)));

    [Theory]
    [InlineData(EgressCategory.BlockedAddress)]
    [InlineData(EgressCategory.InsecureTarget)]
    [InlineData(EgressCategory.InvalidTarget)]
    public void A_target_that_our_own_policy_refuses_ends_the_delivery_and_not_the_subscription(
        EgressCategory category
    ) =>
        Assert.False(
            Assert.IsType<Verdict.GiveUp>(Decide(RetrySchedule.FiveAttempts, 1, Unanswered(category))).FailsSubscription
        );

    [Theory]
    [InlineData(410, "")]
    [InlineData(404, """{"error":{"code":"WorkflowNotFound"}}""")]
    [InlineData(400, """{"error":{"code":"WorkflowTriggerIsNotEnabled"}}""")]
    public void A_receiver_that_is_gone_ends_the_subscription_at_once(int status, string body) =>
        Assert.IsType<Verdict.EndSubscription>(Decide(RetrySchedule.OverADay, 1, Answered(status, body)));

    [Theory]
    [InlineData(400, "WorkflowNotFound")]
    [InlineData(404, "WorkflowTriggerIsNotEnabled")]
    [InlineData(500, "WorkflowNotFound")]
    public void A_flow_is_gone_only_by_status_and_code_together(int status, string body) =>
        Assert.IsType<Verdict.RetryAt>(Decide(RetrySchedule.OverADay, 1, Answered(status, body)));

    [Fact]
    public void A_payload_that_a_flow_will_never_take_ends_the_delivery_and_not_the_subscription()
    {
        var mismatch = Answered(400, """{"error":{"code":"TriggerInputSchemaMismatch"}}""");
        Assert.False(Assert.IsType<Verdict.GiveUp>(Decide(RetrySchedule.FiveAttempts, 1, mismatch)).FailsSubscription);
    }

    [Theory]
    [InlineData(429, true)]
    [InlineData(503, true)]
    [InlineData(500, false)]
    [InlineData(404, false)]
    public void Retry_after_is_honoured_on_429_and_503(int status, bool honoured)
    {
        var answer = Answered(status, retryAfter: TimeSpan.FromHours(1));
        var expected = honoured ? Now.AddHours(1) : Now.AddMinutes(1);
        Assert.Equal(new Verdict.RetryAt(expected), Decide(RetrySchedule.FiveAttempts, 1, answer));
    }

    [Fact]
    public void Retry_after_is_capped_at_a_day()
    {
        var answer = Answered(429, retryAfter: TimeSpan.MaxValue);
        Assert.Equal(new Verdict.RetryAt(Now.AddHours(24)), Decide(RetrySchedule.FiveAttempts, 1, answer));
    }

    [Fact]
    public void A_reason_says_how_often_and_how_it_failed()
    {
        var given = Assert.IsType<Verdict.GiveUp>(Decide(RetrySchedule.FiveAttempts, 5, Answered(503)));
        Assert.Equal("No acknowledgement in 5 attempts; the last: status 503.", given.Reason);
    }

    private static Verdict Decide(
        RetrySchedule schedule,
        int attempts,
        EgressResult result,
        double chance = 0.5,
        DateTimeOffset? now = null
    ) => schedule.Decide(attempts, result, now ?? Now, pace: 1, chance);
}
