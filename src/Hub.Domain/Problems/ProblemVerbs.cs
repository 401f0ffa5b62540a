using Hub.Domain.Records;

namespace Hub.Domain.Problems;

/// <summary>What can be done to a problem.</summary>
public static class ProblemVerbs
{
    /// <summary>
    /// Moves it on. It may go back to being looked into until it is closed; a closed one stays closed, so that what recurs
    /// is a problem of its own.
    /// </summary>
    public static Decision<ProblemRecord> MoveTo(
        this ProblemRecord problem,
        ProblemStatus status,
        DateTimeOffset now
    ) =>
        (problem.Status, status) switch
        {
            var (from, to) when from == to => problem,
            (ProblemStatus.Closed, _) => Refuse(problem, status, "A closed problem stays closed; create a new one."),
            (ProblemStatus.Resolved, ProblemStatus.Open or ProblemStatus.KnownError) => Refuse(
                problem,
                status,
                "A resolved problem is closed, or investigated again."
            ),
            _ => problem with
            {
                Status = status,
                KnownErrorAt = status switch
                {
                    ProblemStatus.KnownError => now,
                    ProblemStatus.Open or ProblemStatus.Investigating => null,
                    _ => problem.KnownErrorAt,
                },
                ResolvedAt = status switch
                {
                    ProblemStatus.Resolved => now,
                    ProblemStatus.Closed => problem.ResolvedAt,
                    _ => null,
                },
                ClosedAt = status == ProblemStatus.Closed ? now : null,
            },
        };

    private static Refusal Refuse(ProblemRecord problem, ProblemStatus to, string why) =>
        Refusal.Conflict(
            "transition_refused",
            $"Problem {problem.Id} cannot go from {Names<ProblemStatus>.Of(problem.Status)} to "
                + $"{Names<ProblemStatus>.Of(to)}. {why}"
        );
}
