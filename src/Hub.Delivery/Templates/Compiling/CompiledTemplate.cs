using Hub.Delivery.Templates.Writing;

namespace Hub.Delivery.Templates.Compiling;

/// <summary>
/// A template as delegates that do what the engine would do at each of its nodes, without asking a node's type, a scope or a pipe each
/// time. It knows the everyday part of the language only, and only the way that goes well: a template with anything else in it is not
/// compiled, and a run in which anything else comes up is given up, for the engine to run the template from its beginning.
/// </summary>
internal sealed class CompiledTemplate
{
    private readonly Statement body;
    private readonly int variables;

    private CompiledTemplate(Statement body, int variables) => (this.body, this.variables) = (body, variables);

    /// <returns>Nothing where the template has something that only the engine does.</returns>
    public static CompiledTemplate? Of(Scriban.Template template)
    {
        var names = new Names();
        try
        {
            var body = new StatementCompiler(names).Block(template.Page?.Body);
            return names.AllAreAssigned ? new(body, names.Count) : null;
        }
        catch (NotCompiledException)
        {
            return null;
        }
    }

    /// <returns>Whether all is written; nothing of the output counts where it is not.</returns>
    public bool TryRun(IReadOnlyList<TemplateEvent> events, RenderContext context, JsonOutput output, Budget budget)
    {
        try
        {
            body(new Frame(variables, events, context, output, budget));
            return true;
        }
        // Whatever went wrong, the engine's own run comes to it again, and says what and where it was.
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return false;
        }
    }
}

/// <summary>A template has something that only the engine does.</summary>
internal sealed class NotCompiledException : Exception;
