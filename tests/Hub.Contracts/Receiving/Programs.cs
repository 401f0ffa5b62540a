using Hub.Tests.OpenApi;

namespace Hub.Contracts.Receiving;

/// <summary>Programs as the contracts publish them, in the folder Clients: what surrounds them here is no part of them.</summary>
internal static class Programs
{
    /// <summary>The program's text.</summary>
    /// <param name="file">As in <c>maktab/create-ticket.mjs</c>.</param>
    public static string Read(string file) =>
        File.ReadAllText(Path.Combine(Document.Root, "tests", "Hub.Contracts", "Clients", file));

    /// <summary>The lines that a program says; the test is skipped, and says so, where its language is not installed.</summary>
    public static async Task<string[]> Run(
        Language language,
        string program,
        IReadOnlyList<string> lines,
        params (string Name, string Value)[] environment
    )
    {
        var said = await language.Run(program, lines, environment);
        if (said is null)
            Assert.Skip($"'{language.Command[0]}' is not on the PATH: the program in {language.Fence} was NOT tried.");
        return said!;
    }
}
