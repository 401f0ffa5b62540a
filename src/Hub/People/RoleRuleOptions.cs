using Hub.Domain.Text;
using Microsoft.Extensions.Options;

namespace Hub.People;

/// <summary>Which roles follow from others by their names: <c>Scim:RoleRules</c>.</summary>
internal sealed class RoleRuleOptions : IValidateOptions<RoleRuleOptions>
{
    public const string Section = "Scim";

    /// <summary>Groups whose members have a further role.</summary>
    public List<RoleRule> RoleRules { get; set; } = [];

    public ValidateOptionsResult Validate(string? name, RoleRuleOptions options) =>
        options.RoleRules.Exists(rule => string.IsNullOrWhiteSpace(rule.Group) || string.IsNullOrWhiteSpace(rule.Role))
            ? ValidateOptionsResult.Fail("Every one of Scim:RoleRules must name a Group and a Role.")
            : ValidateOptionsResult.Success;
}

/// <summary>Members of groups whose name fits have the role, as if the groups were in it.</summary>
internal sealed class RoleRule
{
    /// <summary>A group's name; a star stands for any text.</summary>
    public string Group { get; set; } = "";

    public string Role { get; set; } = "";

    /// <summary>Whether it is this role that members have, whatever the case.</summary>
    public bool Gives(string role) => CaseFolding.Same(Role, role);

    /// <summary>Whether a role's name fits, whatever the case.</summary>
    public bool Fits(string name)
    {
        var (whole, parts) = (CaseFolding.Fold(name), CaseFolding.Fold(Group).Split('*'));
        if (parts.Length == 1)
            return whole == parts[0];
        if (!whole.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var found = whole.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + part.Length;
        }
        return whole.Length - at >= parts[^1].Length && whole.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
