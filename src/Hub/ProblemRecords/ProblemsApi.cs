using System.Text.Json.Serialization;
using Hub.Domain;
using Hub.Domain.Problems;
using Hub.Domain.Records;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;
using Hub.OpenApi;
using Hub.Resources;
using Hub.Resources.Links;
using Hub.Wire;

namespace Hub.ProblemRecords;

/// <summary>Problems: the causes behind incidents, with the tickets that tell of those.</summary>
internal static class ProblemsApi
{
    public static void MapProblems(this IEndpointRouteBuilder api)
    {
        var problems = RecordResource.Of<ProblemRecord, CreateProblem, UpdateProblem, ProblemRecordResponse>(
            ProblemRecord.Kind,
            (Scope.TicketsRead, Scope.TicketsWrite),
            ProblemsJson.Default,
            create: body => body.ToProblem(),
            edit: Edit,
            show: ProblemRecordResponse.Of
        ) with
        {
            Filters =
            [
                Filters.Choices("status", "Only with one of these statuses.", Names<ProblemStatus>.All),
                Filters.Ids("assignee_id", "Only assigned to one of these agents."),
                Filters.Ids("department_id", "Only of one of these departments."),
                TicketFilter.Of("problems"),
                Filters.Search("q", "Only with this text in title, description, root cause or workaround.", "text"),
            ],
            Sorts = ["updated_at"],
            Uses = new()
            {
                Update =
                    "Use it to update, change, edit or correct a problem, to write its root cause or workaround into it, to assign, resolve or close it, or to set its details: title, description, status, priority and impact; if there is none yet, use Create a problem instead.",
            },
            About = "A problem is a known error that many tickets have in common.",
            InFlows = Visibility.Ordinary,
        };
        api.MapResource(problems).MapTicketLinks(problems);
    }

    private static Decision<ProblemRecord> Edit(ProblemRecord problem, UpdateProblem body, DateTimeOffset now) =>
        (
            problem with
            {
                Title = body.Title.Or(problem.Title)!,
                Description = body.Description.Or(problem.Description),
                Priority = body.Priority.Or(problem.Priority)!.Value,
                Impact = body.Impact.Or(problem.Impact)!.Value,
                RootCause = body.RootCause.Or(problem.RootCause),
                Workaround = body.Workaround.Or(problem.Workaround),
                AssigneeId = body.AssigneeId.Or(problem.AssigneeId),
                DepartmentId = body.DepartmentId.Or(problem.DepartmentId),
            }
        ).MoveTo(body.Status.Or(problem.Status)!.Value, now);
}

[JsonSerializable(typeof(CreateProblem))]
[JsonSerializable(typeof(UpdateProblem))]
[JsonSerializable(typeof(One<ProblemRecordResponse>))]
[JsonSerializable(typeof(Many<ProblemRecordResponse>))]
internal sealed partial class ProblemsJson : JsonSerializerContext;
