using System.Collections.Frozen;

namespace Hub.Domain.Tokens;

/// <summary>The abilities a token may carry. A token without any may do everything.</summary>
public static class Scope
{
    public const string TicketsRead = "tickets:read";
    public const string TicketsWrite = "tickets:write";
    public const string UsersRead = "users:read";
    public const string UsersWrite = "users:write";
    public const string KbRead = "kb:read";
    public const string KbWrite = "kb:write";
    public const string AssetsRead = "assets:read";
    public const string AssetsWrite = "assets:write";
    public const string RecordsRead = "records:read";
    public const string RecordsWrite = "records:write";
    public const string ReportsRead = "reports:read";
    public const string AdminRead = "admin:read";

    public static readonly FrozenSet<string> All = new[]
    {
        TicketsRead,
        TicketsWrite,
        UsersRead,
        UsersWrite,
        KbRead,
        KbWrite,
        AssetsRead,
        AssetsWrite,
        RecordsRead,
        RecordsWrite,
        ReportsRead,
        AdminRead,
    }.ToFrozenSet();
}
