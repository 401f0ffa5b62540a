using System.ComponentModel.DataAnnotations;
using Hub.Delivery.Dialects;
using Hub.Delivery.Egress;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Hub.Domain.Tokens;
using Hub.Webhooks;

namespace Hub.Wire;

/// <summary>The value is the name of a scope, or a list of them; for its description.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ScopeNameAttribute() : AllowedValuesAttribute([.. Scope.All.Order(StringComparer.Ordinal)]);

/// <summary>The value is the name of a dialect; for its description.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DialectNameAttribute()
    : AllowedValuesAttribute([.. new DialectCatalogue().All.Select(dialect => dialect.Name)]);

/// <summary>The value is the name of a target; for its description.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TargetNameAttribute()
    : AllowedValuesAttribute([.. TargetCatalogue.All.Select(target => target.Name)]);

/// <summary>The value is the name of a family of events; for its description.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FamilyNameAttribute() : AllowedValuesAttribute([.. Families.Names]);

/// <summary>The value is the name of a language that dates are written in; for its description.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TemplateLanguageAttribute() : AllowedValuesAttribute([.. Languages.All]);

/// <summary>The value is the name of what can go wrong with an attempt; for its description.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ErrorCategoryAttribute()
    : AllowedValuesAttribute([
        .. Enum.GetValues<EgressCategory>()
            .Where(category => category is not (EgressCategory.None or EgressCategory.Acknowledged))
            .Select(category => AttemptResponse.NameOf(category)),
    ]);
