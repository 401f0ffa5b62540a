using System.CommandLine;
using Hub.CommandLine;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Idempotency;
using Hub.Ports.Store;

namespace Hub.Organizations;

/// <summary><c>organizations</c>: the operator's routes for whoever has the store at hand.</summary>
internal static class OrganizationsCommand
{
    private const int PageSize = 100;

    private const string AskTheHub =
        "Stop the hub, or ask it: GET and POST /api/v1/operator/organizations with the token of Hub:OperatorToken.";

    public static Command Create() =>
        new("organizations", "Lists, opens, suspends and resumes the organizations of the hub." + StoreCommand.Settings)
        {
            List(),
            Open(),
            OnOne(
                "suspend",
                "Shuts an organization out: its tokens are refused, its deliveries wait; nothing is lost.",
                static (book, place, cancellation) => book.Suspend(place, cancellation)
            ),
            OnOne("resume", "Serves a suspended organization again.", static (book, place, cancellation) =>
                book.Resume(place, cancellation)
            ),
        };

    private static Command List()
    {
        var command = new Command("list", "Lists the organizations, the oldest first.");
        command.SetStoreAction(AskTheHub, async (parsed, app, cancellation) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var (book, seen) = (app.Services.GetRequiredService<OrganizationBook>(), 0);
            Page<Organization> page;
            do
            {
                page = await book.List(
                    new Query
                    {
                        Limit = PageSize,
                        Offset = seen,
                        Count = true,
                    },
                    cancellation
                );
                foreach (var one in page.Items)
                    await output.WriteLineAsync(Line(one.Value));
                seen += page.Items.Count;
            } while (page.Items.Count > 0 && seen < page.Total);
            return 0;
        });
        return command;
    }

    private static Command Open()
    {
        var name = new Argument<string>("name") { Description = "As people call it." };
        var prefix = new Option<string?>("--prefix")
        {
            Description = "Starts its ticket codes: 2 to 10 capitals or digits. From the name if not given.",
        };
        name.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { Length: > 0 and <= Organization.LongestName })
                result.AddError($"The name has 1 to {Organization.LongestName} characters.");
        });
        prefix.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } given && !Organization.IsPrefix(given))
                result.AddError("The prefix has 2 to 10 capitals or digits.");
        });
        var command = new Command(
            "create",
            "Opens an organization and prints its first token, with all scopes. Nothing shows the token again."
        )
        {
            name,
            prefix,
        };
        command.SetStoreAction(AskTheHub, async (parsed, app, cancellation) =>
        {
            var console = parsed.InvocationConfiguration;
            var (called, starts) = (parsed.GetRequiredValue(name).Trim(), parsed.GetValue(prefix));
            if ((starts ?? Organization.PrefixOf(called)) is null)
            {
                await console.Error.WriteLineAsync("The name suggests no prefix; give one with --prefix.");
                return 1;
            }
            var store = app.Services.GetRequiredService<IStore>();
            var reservation = new Reservation(
                await store.NextId(OrganizationId.Hub, Organization.Counter, cancellation),
                IsRepeat: false
            );
            var book = app.Services.GetRequiredService<OrganizationBook>();
            var (opened, refusal) = await book.Open(called, starts, reservation, cancellation);
            await (
                opened is null
                    ? console.Error.WriteLineAsync(refusal!.Message)
                    : console.Output.WriteLineAsync($"{Line(opened.Organization)}\nToken: {opened.Token}")
            );
            return opened is null ? 1 : 0;
        });
        return command;
    }

    private static Command OnOne(
        string name,
        string text,
        Func<OrganizationBook, Place<Organization>, CancellationToken, Task<Written<Organization>>> verb
    )
    {
        var id = new Argument<Guid>("id") { Description = "The organization's id, as list shows it." };
        var command = new Command(name, text) { id };
        command.SetStoreAction(AskTheHub, async (parsed, app, cancellation) =>
        {
            var console = parsed.InvocationConfiguration;
            var book = app.Services.GetRequiredService<OrganizationBook>();
            var written = await verb(book, book.PlaceOf(parsed.GetRequiredValue(id)), cancellation);
            await (
                written.IsRefused
                    ? console.Error.WriteLineAsync(written.Refusal.Message)
                    : console.Output.WriteLineAsync(Line(written.Value))
            );
            return written.IsRefused ? 1 : 0;
        });
        return command;
    }

    private static string Line(Organization one) =>
        $"{one.Id}  {one.Prefix, -Organization.LongestPrefix}  {(one.IsSuspended ? "suspended" : "active"), -9}  {one.Name}";
}
