using System.Runtime.Versioning;
using Hub.Storage.Sqlite.Engine;
using Hub.Storage.Sqlite.Queue;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>Which folders and files a hub takes, and what it says when it does not.</summary>
public sealed class OpeningTheFile : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-open-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_folder_in_use_is_refused_with_what_to_do()
    {
        using (SqliteFile.Open(folder))
        {
            var refused = Assert.Throws<StorageException>(() => SqliteFile.Open(folder));
            Assert.Contains(folder, refused.Message);
            Assert.Contains("in use by another hub", refused.Message);
            Assert.Contains("Hub:DataPath", refused.Message);
        }
        SqliteFile.Open(folder).Dispose();
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void What_is_kept_is_for_the_hub_s_own_user()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has its own rights.");
        var own = Path.Combine(folder, "own");
        Directory.CreateDirectory(Path.Combine(folder, "given"), (UnixFileMode)Convert.ToInt32("755", 8));
        File.WriteAllText(Path.Combine(folder, "given", "hub.db"), "");
        File.SetUnixFileMode(Path.Combine(folder, "given", "hub.db"), (UnixFileMode)Convert.ToInt32("644", 8));

        foreach (var data in new[] { own, Path.Combine(folder, "given") })
            using (SqliteFile.Open(data))
                foreach (var file in Directory.GetFiles(data))
                    Assert.Equal("600", Convert.ToString((int)File.GetUnixFileMode(file), 8));

        Assert.Equal("700", Convert.ToString((int)File.GetUnixFileMode(own), 8));
    }

    [Fact]
    public void A_file_of_a_newer_hub_is_refused_and_left_alone()
    {
        SqliteFile.Open(folder).Dispose();
        SetSchema(99);

        var refused = Assert.Throws<StorageException>(() => SqliteFile.Open(folder));

        Assert.Contains("newer hub (schema 99", refused.Message);
        SetSchema(3);
        SqliteFile.Open(folder).Dispose();
    }

    [Fact]
    public void A_file_of_an_older_hub_goes_forward_by_itself()
    {
        SqliteFile.Open(folder).Dispose();
        using (var connection = Connection.OpenWriter(Path.Combine(folder, "hub.db")))
            connection.Run(
                """
                DROP TABLE handed; DROP TABLE usage; PRAGMA user_version=1;
                INSERT INTO queue (id, lane, due, leases, body) VALUES ('old', 'lane', 1, 0, x'7b7d')
                """
            );

        using var file = SqliteFile.Open(folder);

        Assert.Equal("lane", Assert.Single(QueueReport.FirstDues(file)).Lane);
        Assert.Equal(3, file.Readers.Read(static reader => Schema(reader)));
    }

    [Fact]
    public void The_SQLite_that_runs_is_the_one_that_comes_with_the_hub() =>
        Assert.True(Version.Parse(SqliteLibrary.Load()) >= new Version(3, 53));

    [Fact]
    public void A_folder_that_is_not_there_is_made() =>
        SqliteFile.Open(Path.Combine(folder, "new", "deeper")).Dispose();

    private static long Schema(Connection connection)
    {
        var statement = connection.Prepare("PRAGMA user_version");
        statement.Step();
        var version = statement.Long(0);
        statement.Rewind();
        return version;
    }

    private void SetSchema(int version)
    {
        using var connection = Connection.OpenWriter(Path.Combine(folder, "hub.db"));
        connection.Run($"PRAGMA user_version={version}");
    }
}
