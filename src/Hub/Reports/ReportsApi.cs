using Hub.Access;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.OpenApi;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Reports;

/// <summary>What team leads ask of the helpdesk, by day, department and agent.</summary>
internal static class ReportsApi
{
    public static void MapReports(this IEndpointRouteBuilder api)
    {
        api.AddJson(ReportsJson.Default);
        var reports = api.MapGroup("/reports")
            .WithTags("Reports")
            .About(
                "A report has figures or statistics (KPI) by day, week or month, department and agent, as for a dashboard."
            )
            .RequireScope(Scope.ReportsRead)
            .LimitAs(Limit.Read)
            .InFlows(Visibility.Advanced);
        reports.MapGet("/volume", GetVolumeReport);
        reports.MapGet("/backlog", GetBacklogReport);
        reports.MapGet("/first-response", GetFirstResponseReport);
        reports.MapGet("/resolution", GetResolutionReport);
        reports.MapGet("/sla", GetSlaReport);
        reports.MapGet("/csat", GetCsatReport);
    }

    public static void AddReports(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReportRecounts>();
        builder.Services.AddSingleton<ReportBook>();
        builder.Services.AddSingleton<ReportCounting>();
        builder.Services.AddSingleton<ReportRecounting>();
        builder.Services.AddSingleton<ReportFollower>();
        builder.Services.AddHostedService(static provider => provider.GetRequiredService<ReportFollower>());
        builder.Services.AddSingleton<ReportAnswers>();
    }

    /// <summary>
    /// Get the report on ticket volume. Shows how many tickets were new, resolved, opened again and merged. Deleted tickets are in no report.
    /// </summary>
    /// <remarks>
    /// Use it to count or report how many tickets there were, new or solved; for the tickets themselves, use List tickets
    /// instead.
    /// </remarks>
    /// <returns>The report.</returns>
    internal static Task<Results<Ok<One<ReportResponse<VolumeLine>>>, CsvAnswer, Refused>> GetVolumeReport(
        Query<ReportQuery> query,
        Caller caller,
        ReportAnswers answers,
        HttpContext http,
        CancellationToken cancellation
    ) => answers.Answer("volume", VolumeLine.Measures, VolumeLine.Of, query, caller, http, cancellation);

    /// <summary>
    /// Get the report on the backlog. Shows how many tickets were open at the end of each day, for the department and the agent that
    /// had them then.
    /// </summary>
    /// <remarks>
    /// Use it to count or report how many tickets are open or unresolved, and how that went from day to day; for the tickets
    /// themselves, use List tickets instead.
    /// </remarks>
    /// <returns>The report.</returns>
    internal static Task<Results<Ok<One<ReportResponse<BacklogLine>>>, CsvAnswer, Refused>> GetBacklogReport(
        Query<ReportQuery> query,
        Caller caller,
        ReportAnswers answers,
        HttpContext http,
        CancellationToken cancellation
    ) => answers.Answer("backlog", BacklogLine.Measures, BacklogLine.Of, query, caller, http, cancellation);

    /// <summary>
    /// Get the report on first responses. Shows how many tickets were first answered by an agent, on the day of the answer, and how long
    /// that took.
    /// </summary>
    /// <remarks>
    /// Use it to measure or report response times: how long customers wait for a first answer; for the whole time, use Get the report
    /// on resolutions instead.
    /// </remarks>
    /// <returns>The report.</returns>
    internal static Task<Results<Ok<One<ReportResponse<DurationLine>>>, CsvAnswer, Refused>> GetFirstResponseReport(
        Query<ReportQuery> query,
        Caller caller,
        ReportAnswers answers,
        HttpContext http,
        CancellationToken cancellation
    ) =>
        answers.Answer(
            "first-response",
            DurationLine.FirstResponse,
            DurationLine.Of,
            query,
            caller,
            http,
            cancellation
        );

    /// <summary>
    /// Get the report on resolutions. Shows how many tickets were resolved, on the day of that, and how long it took. One that was
    /// reopened and resolved again is there both times, each with all of its time.
    /// </summary>
    /// <remarks>
    /// Use it to measure or report how many tickets each agent resolved or solved, and how long it takes; for the first answer,
    /// use Get the report on first responses instead.
    /// </remarks>
    /// <returns>The report.</returns>
    internal static Task<Results<Ok<One<ReportResponse<DurationLine>>>, CsvAnswer, Refused>> GetResolutionReport(
        Query<ReportQuery> query,
        Caller caller,
        ReportAnswers answers,
        HttpContext http,
        CancellationToken cancellation
    ) => answers.Answer("resolution", DurationLine.Resolution, DurationLine.Of, query, caller, http, cancellation);

    /// <summary>
    /// Get the report on SLA attainment. Shows how many targets of SLA policies were met, on the day of that, and how many were
    /// breached, on the day of their deadline.
    /// </summary>
    /// <remarks>
    /// Use it to measure or report how well or how often the SLA is met: the share of deadlines kept and breached; for one that
    /// is missed just now, use When an SLA is breached instead.
    /// </remarks>
    /// <returns>The report.</returns>
    internal static Task<Results<Ok<One<ReportResponse<SlaLine>>>, CsvAnswer, Refused>> GetSlaReport(
        Query<ReportQuery> query,
        Caller caller,
        ReportAnswers answers,
        HttpContext http,
        CancellationToken cancellation
    ) => answers.Answer("sla", SlaLine.Measures, SlaLine.Of, query, caller, http, cancellation);

    /// <summary>
    /// Get the report on customer satisfaction. Shows how many requesters were asked and answered, each on the day of that, and how
    /// satisfied they were.
    /// </summary>
    /// <remarks>
    /// Use it to measure, show or report the average rating and satisfaction of customers (CSAT) over a time; for single answers,
    /// use List surveys instead.
    /// </remarks>
    /// <returns>The report.</returns>
    internal static Task<Results<Ok<One<ReportResponse<CsatLine>>>, CsvAnswer, Refused>> GetCsatReport(
        Query<ReportQuery> query,
        Caller caller,
        ReportAnswers answers,
        HttpContext http,
        CancellationToken cancellation
    ) => answers.Answer("csat", CsatLine.Measures, CsatLine.Of, query, caller, http, cancellation);
}
