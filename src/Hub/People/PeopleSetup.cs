using Hub.Delivery.Sending;

namespace Hub.People;

internal static class PeopleSetup
{
    public static void AddPeople(this IHostApplicationBuilder builder)
    {
        builder.AddOptions<RoleRuleOptions>(RoleRuleOptions.Section);
        builder.Services.AddSingleton<RoleDirectory>();
        builder.Services.AddSingleton<AgentRemoval>();
        builder.Services.AddSingleton<Membership>();
        builder.Services.AddSingleton<RoleNesting>();
        builder.Services.AddSingleton<LargeMembershipChanges>();
        builder.Services.AddSingleton<IQueueHandler, LargeMembershipTimer>();
        builder.Services.AddSingleton<RoleWriting>();
    }
}
