namespace Hub.Errors;

/// <summary>The route is a page: people read its refusals, not programs.</summary>
/// <param name="Show">Writes the refusal in the answer's place, with its status.</param>
internal sealed record ShowsRefusals(Func<HttpContext, Problem, Task> Show);
