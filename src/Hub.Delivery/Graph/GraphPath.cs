namespace Hub.Delivery.Graph;

/// <summary>The paths of Graph that the hub posts to, read from an address.</summary>
internal static class GraphPath
{
    private const StringComparison Ignoring = StringComparison.OrdinalIgnoreCase;

    public static bool IsVersion(string segment) => segment is "v1.0" or "beta";

    /// <summary>The mailbox that mail is sent from there; nothing where the path is another one.</summary>
    public static string? MailboxOf(Uri address) =>
        Below(address) is [var users, var mailbox, var verb] && Is(users, "users") && Is(verb, "sendMail")
            ? mailbox
            : null;

    public static bool IsMailbox(string text) =>
        text.Split('@') is [{ Length: > 0 }, { Length: > 2 } domain]
        && domain.Contains('.')
        && !text.Any(static one => char.IsWhiteSpace(one) || one is '<' or '>' or ',' or ';' or '/');

    public static bool IsPlannerTasks(Uri address) =>
        Below(address) is [var planner, var tasks] && Is(planner, "planner") && Is(tasks, "tasks");

    public static bool IsTodoTasks(Uri address) =>
        Below(address) is [var users, _, var todo, var lists, _, var tasks]
        && Is(users, "users")
        && Is(todo, "todo")
        && Is(lists, "lists")
        && Is(tasks, "tasks");

    public static bool IsListItems(Uri address) =>
        Below(address) is [var sites, .. { Length: > 0 }, var lists, _, var items]
        && Is(sites, "sites")
        && Is(lists, "lists")
        && Is(items, "items");

    /// <summary>Posting there takes a person who is signed in, which the hub is not.</summary>
    public static bool IsChannelOrChat(Uri address) =>
        Below(address) is { } path
        && Array.Exists(path, static one => Is(one, "messages"))
        && Array.Exists(path, static one => Is(one, "channels") || Is(one, "chats"));

    /// <summary>Of whoever is signed in: nobody is.</summary>
    public static bool IsMine(Uri address) => Below(address) is [var me, ..] && Is(me, "me");

    /// <summary>The segments behind the version, decoded; nothing where there is no version.</summary>
    private static string[]? Below(Uri address) =>
        address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) is [var version, .. var path]
        && IsVersion(version)
            ? Array.ConvertAll(path, Uri.UnescapeDataString)
            : null;

    private static bool Is(string segment, string name) => segment.Equals(name, Ignoring);
}
