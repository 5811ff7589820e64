using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Files;

public sealed class PlantedEntriesTests
{
    private const uint Root = 0;
    private const uint Me = 1000;
    private const uint Other = 1001;
    private const uint Third = 1002;
    private const ushort Private = 0x41ed; // 0755
    private const ushort OfGroup = 0x41fd; // 0775
    private const ushort OfAll = 0x41ff; // 0777
    private const ushort Sticky = OfAll | FileProperties.Sticky;
    private const ushort Link = 0xa1ff;

    [Theory]
    [InlineData(Me, Private, false)]
    [InlineData(Root, Private, false)]
    [InlineData(Other, Private, true)]
    [InlineData(Me, OfGroup, true)]
    [InlineData(Root, OfGroup, true)]
    [InlineData(Me, OfAll, true)]
    [InlineData(Root, OfAll, true)]
    [InlineData(Root, Sticky, true)]
    public void AFolderThatOtherUsersCanWriteIsExposed(uint folder, ushort mode, bool isExposed) =>
        Assert.Equal(isExposed, PlantedEntries.IsExposed(new FileProperties(folder, mode, 0), Me));

    [Theory]
    [InlineData(Me, Root, Sticky, true)]
    [InlineData(Root, Root, Sticky, true)]
    [InlineData(Other, Root, Sticky, false)]
    [InlineData(Other, Other, Sticky, true)]
    [InlineData(Root, Other, Sticky, false)]
    [InlineData(Other, Root, OfAll, false)]
    [InlineData(Other, Me, OfGroup, false)]
    [InlineData(Other, Other, Private, true)]
    [InlineData(Third, Other, Private, false)]
    [InlineData(Other, Me, Private, true)]
    [InlineData(Other, Root, Private, true)]
    public void InAnExposedFolderOnlyEntriesOfTheCallerAndOfItsOwnerAreUsed(uint entry, uint folder, ushort mode, bool mayUse) =>
        Assert.Equal(mayUse, PlantedEntries.MayUse(new FileProperties(entry, Link, 0), new FileProperties(folder, mode, 0), isPlanted: false, Me));

    [Theory]
    [InlineData(Other, Other, Private, false)]
    [InlineData(Me, Other, Private, true)]
    [InlineData(Root, Root, Sticky, false)]
    [InlineData(Other, Me, Private, true)]
    public void InAPlantedFolderThoseOfItsOwnerAreNot(uint entry, uint folder, ushort mode, bool mayUse) =>
        Assert.Equal(mayUse, PlantedEntries.MayUse(new FileProperties(entry, Link, 0), new FileProperties(folder, mode, 0), isPlanted: true, Me));

    [Theory]
    [InlineData(Other, Root, Sticky, true)]
    [InlineData(Other, Root, Private, false)]
    [InlineData(Me, Root, Sticky, false)]
    [InlineData(Root, Other, OfAll, false)]
    [InlineData(Other, Other, OfAll, false)]
    [InlineData(Third, Other, Private, true)]
    public void AFolderOfAnotherUserInAnExposedOneIsPlanted(uint inner, uint outer, ushort mode, bool isPlanted) =>
        Assert.Equal(isPlanted, PlantedEntries.IsPlanted(new FileProperties(inner, Private, 0), new FileProperties(outer, mode, 0), Me));
}
