using System.Text;
using AesniCheck.Interop;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace AesniCheck.Files;

/// <summary>Both ways of creating files satisfy the same contract; the one without names leaves no file even if the process is killed.</summary>
public sealed class NewFileTests : IDisposable
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly byte[] New = Encoding.UTF8.GetBytes("new");

    private readonly string _folder = Directory.CreateTempSubdirectory("aesnicheck-").FullName;

    private string Place => Path.Combine(_folder, "report.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheFileAppearsWholeAndTakesThePlaceOfAnother(bool allowUnnamed)
    {
        File.WriteAllText(Place, "an old and longer text");
        using (NewFile file = NewFile.Begin(FileWalk.To(Place), Mode, allowUnnamed))
        {
            Assert.Equal("an old and longer text", File.ReadAllText(Place));
            file.Commit(New);
        }

        Assert.Equal("new", File.ReadAllText(Place));
        Assert.Equal(Mode, File.GetUnixFileMode(Place));
        Assert.Equal([Place], Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WithoutACommitNothingIsLeftBehind(bool allowUnnamed)
    {
        NewFile.Begin(FileWalk.To(Place), Mode, allowUnnamed).Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    /// <summary>The rename fails, as it does if the file may not be replaced.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AfterACommitThatFailedNothingIsLeftBehind(bool allowUnnamed)
    {
        using (NewFile file = NewFile.Begin(FileWalk.To(Place), Mode, allowUnnamed))
        {
            Directory.CreateDirectory(Path.Combine(Place, "inner"));
            Assert.ThrowsAny<Exception>(() => file.Commit(New));
        }

        Assert.Equal([Place], Directory.GetFileSystemEntries(_folder));
    }

    /// <summary>Workspaces and folders of temporary files are cleared away at any time.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhereTheFolderHasGoneTheCommitAloneFails(bool allowUnnamed)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "inner")).FullName;
        using (NewFile file = NewFile.Begin(FileWalk.To(Path.Combine(folder, "report.json")), Mode, allowUnnamed))
        {
            Directory.Delete(folder, recursive: true);
            Assert.ThrowsAny<IOException>(() => file.Commit(New));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void UntilTheCommitThereIsNothingToBeLeftBehind()
    {
        using FilePlace place = FileWalk.To(Place);
        using SafeFileHandle? supported = FolderEntries.TryCreateUnnamed(place.Folder, Mode);
        Assert.SkipWhen(supported is null, "This file system has no files without names.");
        using NewFile file = NewFile.Begin(FileWalk.To(Place), Mode);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    /// <summary>A process of the same number may have been killed here.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatOthersLeftBehindIsLeftAlone(bool allowUnnamed)
    {
        string left = $"{Place}.aesnicheck-{Environment.ProcessId}-0.tmp";
        File.WriteAllText(left, "left");
        using (NewFile file = NewFile.Begin(FileWalk.To(Place), Mode, allowUnnamed))
        {
            file.Commit(New);
        }

        Assert.Equal("new", File.ReadAllText(Place));
        Assert.Equal("left", File.ReadAllText(left));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
    }
}
