using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hub.Delivery;

/// <summary>Options whose bounds are annotations, told in the words of an operator: the whole key, and what it was.</summary>
public static class AnnotatedOptions
{
    public static IServiceCollection AddAnnotatedOptions<TOptions>(
        this IServiceCollection services,
        IConfiguration configuration,
        string section
    )
        where TOptions : class
    {
        services.AddSingleton<IValidateOptions<TOptions>>(new Check<TOptions>(section));
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateOnStart();
        return services;
    }

    private sealed class Check<TOptions>(string section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var faults = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(faults.Select(fault => Describe(fault, options)));
        }

        /// <summary>The framework says "The field Receivers must be between 1 and 256.".</summary>
        private string Describe(ValidationResult fault, TOptions options)
        {
            var value = typeof(TOptions).GetProperty(fault.MemberNames.First())!.GetValue(options);
            var shown = value is List<int> numbers ? string.Join(", ", numbers) : value;
            return $"{section}:{fault.ErrorMessage!.Replace("The field ", "").TrimEnd('.')}, not '{shown}'.";
        }
    }
}
