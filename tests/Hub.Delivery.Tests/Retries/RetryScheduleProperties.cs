using FsCheck;
using FsCheck.Fluent;
using Hub.Delivery.Egress;
using Hub.Delivery.Retries;
using Xunit;

namespace Hub.Delivery.Tests.Retries;

public sealed class RetryScheduleProperties
{
    private static readonly DateTimeOffset Now = new(2026, 5, 24, 10, 30, 0, TimeSpan.Zero);

    private static readonly Gen<RetrySchedule> Schedules = Gen.Elements(
        RetrySchedule.FiveAttempts,
        RetrySchedule.OverADay
    );

    /// <summary>From 0 up to, but not quite, 1.</summary>
    private static readonly Gen<double> Chances = Gen.Choose(0, 999_999).Select(share => share / 1_000_000d);

    private static readonly Gen<TimeSpan?> Asked = Gen.Frequency(
        (1, Gen.Constant((TimeSpan?)null)),
        (3, Gen.Choose(0, 200_000).Select(seconds => (TimeSpan?)TimeSpan.FromSeconds(seconds)))
    );

    private static readonly Gen<EgressResult> Failures = Gen.Elements(302, 401, 404, 429, 500, 503)
        .Zip(Asked, (status, asked) => Result.Answered(status, retryAfter: asked));

    [Fact]
    public void However_it_fails_there_are_as_many_attempts_as_promised_and_each_is_later_than_the_last() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Schedules.Zip(Failures.Zip(Chances).ArrayOf(20)).ToArbitrary(), drawn =>
            {
                var (schedule, failures) = drawn;
                var (at, attempts) = (Now, 0);
                foreach (var (failure, chance) in failures)
                {
                    var verdict = schedule.Decide(++attempts, failure, at, 1, chance);
                    if (verdict is not Verdict.RetryAt retry)
                        return verdict is Verdict.GiveUp && attempts == schedule.Attempts;
                    Assert.True(retry.At > at);
                    at = retry.At;
                }
                return false;
            }));

    [Fact]
    public void An_attempt_is_never_before_the_schedule_nor_before_retry_after_nor_more_than_a_day_past_it() =>
        ForAllRetries(
            (schedule, attempts, failure, wait, chance) =>
            {
                var least = schedule.Delays[attempts - 1] * (1 - schedule.Jitter);
                Assert.True(wait >= least);
                if (failure.StatusCode is 429 or 503 && failure.RetryAfter is { } asked)
                    Assert.True(wait >= (asked < TimeSpan.FromHours(24) ? asked : TimeSpan.FromHours(24)));
                Assert.True(wait <= TimeSpan.FromHours(24));
            }
        );

    [Fact]
    public void Chance_moves_a_delay_by_a_tenth_at_most_and_not_at_all_where_the_contract_gives_exact_times() =>
        ForAllRetries(
            (schedule, attempts, failure, wait, chance) =>
            {
                if (failure.RetryAfter is not null)
                    return;
                var delay = schedule.Delays[attempts - 1];
                Assert.InRange(wait, delay * (1 - schedule.Jitter), delay * (1 + schedule.Jitter));
                if (schedule == RetrySchedule.FiveAttempts)
                    Assert.Equal(delay, wait);
            }
        );

    [Fact]
    public void Delays_grow_from_attempt_to_attempt_whatever_the_chances() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Schedules.Zip(Chances.Zip(Chances)).ToArbitrary(), drawn =>
            {
                var (schedule, (first, second)) = drawn;
                for (var attempts = 1; attempts + 1 < schedule.Attempts; attempts++)
                    Assert.True(Wait(schedule, attempts, first) < Wait(schedule, attempts + 1, second));
            }));

    private static TimeSpan Wait(RetrySchedule schedule, int attempts, double chance) =>
        Assert.IsType<Verdict.RetryAt>(schedule.Decide(attempts, Result.Answered(500), Now, 1, chance)).At - Now;

    private static void ForAllRetries(Action<RetrySchedule, int, EgressResult, TimeSpan, double> check) =>
        Check.QuickThrowOnFailure(Prop.ForAll(Schedules.Zip(Failures.Zip(Chances)).ToArbitrary(), drawn =>
            {
                var (schedule, (failure, chance)) = drawn;
                for (var attempts = 1; attempts < schedule.Attempts; attempts++)
                    if (schedule.Decide(attempts, failure, Now, 1, chance) is Verdict.RetryAt retry)
                        check(schedule, attempts, failure, retry.At - Now, chance);
                    else
                        Assert.Fail("Gave up early.");
            }));
}
